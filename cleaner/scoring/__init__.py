"""Measuring: proofs, labelled articles, public benchmarks, floors."""
