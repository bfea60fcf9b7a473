"""Scripts without spaces: terms are pairs of characters there, and no word table is needed."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.detectors.topic.model import read_topics

BRIDGE_TITLE = "青石镇重开百年老桥"
BRIDGE = (
    "青石镇的百年石桥在关闭两年之后，于星期一重新开放。镇长李文山和两百多名居民一起走过了"
    "修好的石桥。",
    "这座石桥建于一九一二年，桥身有三个桥洞。前年夏天的洪水冲坏了中间的桥墩，镇政府只好把"
    "石桥关闭，居民过河要绕行十公里。",
    "修桥的石匠来自邻县。他们按照旧照片把桥墩一块一块地砌好，用的石料仍然取自青石镇后山的采石场。",
    "李文山说，修桥一共花了四百万元，其中一半是居民捐的。镇上最老的居民王秀兰捐出了她全部"
    "的积蓄，因为她小时候每天过石桥去上学。",
    "石桥重开以后，镇上的学生又可以走路上学了。镇政府计划在桥头立一块石碑，刻上每一位捐款"
    "居民的名字。",
    "工程师提醒说，石桥只能走人和自行车，汽车仍要走下游的公路桥。桥墩上装了水位计，洪水来"
    "时石桥会提前关闭。",
)
VOLLEYBALL = (
    "女排国家队在大阪举行的决赛中以三比一战胜巴西队，夺得本届联赛冠军。主攻手陈晓雨一人得"
    "到二十七分，教练赵林赛后称赞全队的拦网。"
)
LIGHT_TITLE = "港町の古い灯台に明かりが戻る"
LIGHT = (
    "北浜町の古い灯台に、二十年ぶりに明かりが戻った。町の漁師たちは、灯台の光を頼りに港へ"
    "帰れると喜んでいる。",
    "灯台は昭和八年に建てられ、北浜の岬で漁船を見守ってきた。自動の灯台が沖にできてから、"
    "古い灯台の明かりは消えたままだった。",
    "町の若い漁師の中村健太さんが、灯台を直そうと仲間に呼びかけた。中村さんたちは漁の合間"
    "に壁を塗り、レンズを磨いた。",
    "灯台のレンズはフランスから来たもので、直せる職人は国内に二人しかいない。町は職人の一"
    "人を北浜に招き、修理を頼んだ。",
    "明かりがともった夜、岬には三百人の町民が集まった。中村さんは、灯台は港の顔だから消し"
    "たくなかったと話した。",
    "町はこれから灯台の中を公開し、漁師が案内をする。灯台の明かりは日没から夜明けまで、港"
    "を照らし続ける。",
)
BASEBALL = (
    "プロ野球の開幕戦で、新人投手の佐藤大輔が九回を投げて完封勝利を挙げた。三振は十一個に"
    "上り、監督は来週の試合でも先発させると語った。"
)
STORIES = [
    ("zh", BRIDGE_TITLE, BRIDGE, VOLLEYBALL),
    ("ja", LIGHT_TITLE, LIGHT, BASEBALL),
]


@pytest.mark.parametrize(("language", "title", "texts", "foreign"), STORIES, ids=["zh", "ja"])
def test_a_foreign_paragraph_is_the_likeliest_wherever_it_stands(
    language: str, title: str, texts: tuple[str, ...], foreign: str
) -> None:
    for at in range(1, len(texts)):
        mixed = [*texts[:at], foreign, *texts[at:]]
        reading = read_topics(mixed, [False] * len(mixed), title, language)
        found = reading.probabilities
        assert max(found) == found[at] > 0.7
        assert [(f.first, f.last) for f in reading.fragments] == [(at, at)]


@pytest.mark.parametrize(("language", "title", "texts", "foreign"), STORIES, ids=["zh", "ja"])
def test_the_article_alone_has_no_fragment(
    language: str, title: str, texts: tuple[str, ...], foreign: str
) -> None:
    reading = read_topics(texts, [False] * len(texts), title, language)
    assert (reading.fragments, reading.strange, reading.seam) == ((), (), None)
    assert not reading.feed


def test_a_whole_text_is_read_and_comes_back() -> None:
    text = "\n\n".join([LIGHT_TITLE, *LIGHT[:3], BASEBALL, *LIGHT[3:]])
    result = Cleaner().clean(text)
    assert [(f.code, text[f.start : f.end]) for f in result.findings] == [("COH002", BASEBALL)]
    assert result.undo() == text
