"""What a page's tree tells about the lines that were extracted from it."""
