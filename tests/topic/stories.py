"""Articles written for these tests: each is one story, told in paragraphs."""

from __future__ import annotations

FERRY_TITLE = "Skerrow council buys second ferry for winter crossings"
FERRY = (
    "Skerrow council voted on Tuesday to buy a second ferry for the winter crossings to Inner "
    "Holm, ending a dispute that has kept islanders waiting for three years.",
    "The vessel, built in 2009 for a Norwegian operator, can carry 24 cars and 140 passengers. "
    "The council will pay 6.2 million for the ferry and spend another million on the slipway at "
    "Inner Holm.",
    "Harbour master Ingrid Tulloch said the crossings were cancelled on 41 days last winter "
    "because the old ferry could not dock in a westerly swell. The new vessel has two bow "
    "thrusters and can hold its place against the slipway.",
    "Islanders had asked the council for a tunnel instead. A study put the cost of a tunnel at 210 "
    "million, and councillor Magnus Rendall told the meeting that no government would ever pay "
    "for it.",
    "The ferry crew will grow from nine to fifteen. Tulloch said the council would train young "
    "islanders first, and that two had already signed up for the bridge course in Skerrow.",
    "Fares for the crossings will not rise before next April. The council hopes that the second "
    "vessel will bring more day visitors to Inner Holm, where the only hotel closes from November.",
    "The ferry is expected to reach Skerrow in the first week of October, and the first winter "
    "crossings are planned for the day after the slipway passes its inspection.",
)

CHEESE_TITLE = "Dairy wins prize for a cheese nobody meant to make"
CHEESE = (
    "A small dairy near Brackwell has won the national cheese prize with a wheel that its owners "
    "wanted to throw away.",
    "Petra Lindqvist found the batch at the back of the ripening cellar last August. The rind had "
    "turned blue and the dairy's milk tester had written it off as spoiled.",
    "Lindqvist cut one wheel open and tasted it. The paste was soft, with a flavour of walnuts and "
    "hay, and her brother talked her into sending two wheels to the judges.",
    "The blue mould came from the cellar wall, a laboratory found. It is a strain of penicillium "
    "that had grown on the bricks since the cellar was a brewery.",
    "The dairy makes 300 wheels of cheese a month from the milk of its own 40 goats. Lindqvist now "
    "ripens a third of them against the old wall.",
    "Shops in Brackwell sold out within a day of the prize. The dairy has a waiting list and does "
    "not plan to buy more goats.",
)

CHESS_TITLE = "Teenager draws with champion in simultaneous display"
CHESS = (
    "Fourteen-year-old Amara Obeng drew her game against grandmaster Viktor Salnikov on Sunday, "
    "the only one of thirty players in the display who did not lose.",
    "Salnikov opened with the king's pawn on every board. Obeng answered with the French defence "
    "and gave up a pawn on move eleven to open the file for her rook.",
    "The grandmaster offered a draw after four hours when his knight could not leave the corner. "
    "Obeng looked at the board for ten minutes and shook his hand.",
    "She learnt chess from her grandfather, who plays by post with a friend in Kumasi. Her club "
    "meets in the back room of a launderette and has eleven members.",
    "Salnikov said that her endgame was better than that of most masters. He has invited Obeng to "
    "analyse with his pupils in the summer.",
    "Her next tournament is the county championship in May, where she starts as seed number six.",
)

BRIDGE_TITLE = "Cracks close the road bridge at Tarn Foot"
BRIDGE = (
    "Engineers have closed the road bridge at Tarn Foot after a diver found cracks in two of its "
    "four piers.",
    "Lorries must take the detour through Hallbeck, which adds 34 kilometres. Buses stop on both "
    "sides, and passengers walk over the old railway viaduct.",
    "The bridge was built in 1936 for a tenth of the traffic that it carries now. The county "
    "strengthened the deck in 1988 but left the piers alone.",
    "Chief engineer Rosalind Mayhew said that the cracks grew by two millimetres within a month. "
    "Sensors on the piers will show whether the flood in March made them.",
    "The county has asked three firms for a plan to mend the piers. A new bridge would take five "
    "years and would need land from the farm at Hallbeck.",
    "Mayhew hopes to open one lane for cars before the summer if the sensors stay quiet.",
)

GERMAN = (
    "Die Bäckerei am Marktplatz von Oberlingen schließt nach neunzig Jahren, weil sich niemand "
    "findet, der sie weiterführen will.",
    "Bäckermeister Anton Rieger hat zwei Jahre lang einen Nachfolger gesucht. Vier Bewerber kamen, "
    "keiner wollte um halb zwei in der Nacht in der Bäckerei stehen.",
    "Der Ofen der Bäckerei stammt aus dem Jahr 1961. Rieger heizt ihn bis heute mit Buchenholz aus "
    "dem Wald hinter Oberlingen.",
    "Der Vulkan auf der Insel Santora spuckte am Morgen wieder Asche. Die Behörden sperrten den "
    "Flughafen, und zweitausend Urlauber warten auf ein Schiff zum Festland.",
    "Die Kunden der Bäckerei standen am Samstag bis zum Marktplatz. Viele kauften das Brot, für das "
    "Rieger in Oberlingen bekannt ist, gleich dreifach.",
    "Das Haus am Marktplatz gehört der Familie Rieger. Der Bäckermeister will mit seiner Frau "
    "darin wohnen bleiben und den Ofen einmal im Monat für Nachbarn anheizen.",
)

CHINESE = (
    "青河镇的老图书馆星期一重新开放,图书馆的屋顶在去年的大雪中塌了一半。",
    "馆长周敏说,修复图书馆花了十一个月,镇里的木匠换掉了屋顶的全部横梁。",
    "图书馆有四万册图书,其中三千册图书被雪水弄湿,志愿者在学校的体育馆里把图书一页一页晾干。",
    "意大利自行车队昨天在山地赛段获胜,车手在最后两公里甩开对手,领先四十秒冲过终点。",
    "周敏希望镇里的孩子放学以后回到图书馆,馆里新设了一间儿童阅览室。",
    "图书馆的开放时间是上午九点到晚上八点,周敏说志愿者仍然可以报名整理图书。",
)

INTERVIEW = (
    "The potter Ewa Zielinska has worked with the same clay for thirty years. We met her in her "
    "studio in Rudno, where the kiln was still warm.",
    "How did you come to pottery?",
    "By accident. I wanted to be a vet, and the clay pit behind our farm was where the calves got "
    "stuck. I pulled one out and made a bowl from what stuck to my boots.",
    "Is the bowl still around?",
    "My mother kept buttons in it until she died. It leaks, it was never fired. I keep it in the "
    "studio beside the kiln so that I stay modest.",
    "What has changed in thirty years?",
    "The clay has not. Wood for the kiln costs four times what it did, and I fire twice a year "
    "instead of monthly. People buy fewer bowls but they ask how each was made.",
    "And what comes next?",
    "An apprentice starts in the studio in June. I will teach her the wheel first, then the glaze, "
    "and the kiln last, because the kiln forgives nothing.",
)

RECIPE = (
    "This barley soup feeds six and tastes better on the second day. My aunt made it on Fridays "
    "when the week's vegetables had to go.",
    "200 g pearl barley",
    "3 carrots, 2 leeks, 1 celeriac",
    "1.5 litres of vegetable stock",
    "Rinse the barley and let it drain. Cut the carrots, leeks and celeriac into small dice and "
    "sweat them in butter for ten minutes without letting them brown.",
    "Add the barley and the stock and simmer for fifty minutes. Stir now and then, for barley "
    "sticks to the pot.",
    "Season with salt, pepper and a little vinegar. Serve the soup with dark bread.",
)

BACKGROUND = (
    *FERRY[:4],
    "The strait between the two islands is one of the roughest in the north. In 1907 a mail boat "
    "was lost there with all hands, and a granite cross above the beach has their names.",
    *FERRY[4:],
)
