"""What pages of the web and accounts say around every text, in so many words: to follow and share
them, whose the rights are, who runs the site, what else there is to read.

A line is taken whole or not at all, and only where nothing of its own stands in it.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.normalise.language.characters import BLANK, HAN

#: No such line is longer; one that speaks of rights may be.
_LONGEST, _LONGEST_RIGHTS = 60, 200

_ACCOUNT = "(?:公众号|本号|我们|账号|视频号|微信|客户端|APP|[Aa]pp|二维码|名片|星标|卡片|蓝字)"
_INVITES = (
    rf"请?(?:点击|轻点|戳)(?:上方|下方|左下角?|右上角?|右下角?|文末|文中|阅读|查看|这里).{{0,20}}(?:{_ACCOUNT}|关注|订阅|原文|全文|详情).{{0,12}}$"
    rf"|点击[“「]?(?:蓝字|(?:阅读|查看)原文)[”」]?[{BLANK}，,]*(?:[关订]|(?:查看|了解|阅读)更多|$).{{0,8}}$"
    rf"|点击[上下]方[{BLANK}]?(?:收?[听看]|观看|播放)[^。]{{0,8}}$"
    r"|点击(?:图片)?(?:查看|放大|看)(?:大图|图片|原图).{0,6}$|点击播放(?:[视音]频)?$|[视音]频加载中.{0,6}$"
    r"|(?:打开|使用)?微信[“「]?扫一扫[”」]?[，,]?(?:即可)?(?:(?:分享|关注|打开|阅读|查看|添加|加入|下载).{0,12})?$"
    r"|(?:关注|订阅)(?:我们|本号|公众号)[，,].{2,16}$"
    r"|更多(?:精彩|内容|资讯|信息)[^。]{0,6}(?:敬?请(?:关注|扫码|点击)).{0,16}$"
    r"|喜欢(?:本文|这篇文章)?(?:的话)?[，,]?[就请](?:给个|来个)?(?:点赞|点个|点亮|在看|转发|收藏).{0,16}$|分享让更多人(?:看到|知道)$|我要评论$"
    r"|(?:扫码|扫描|长按|识别|扫一扫)[^。]{0,24}(?:公众号|视频号|本号|二维码|名片|关注|下载|入群|进群|加入).{0,16}$"
    r"|(?:打开|下载|前往|安装)[^。，]{0,12}(?:APP|[Aa]pp|客户端|小程序)"
    r"(?:[，,]?(?:查看|阅读|观看|参与|体验|了解|获取)[^。]{0,20})?$"
    rf"|(?:欢迎|敬请|记得|别忘了)(?:关注|订阅|星标|转发|分享|点赞)[^。]{{0,24}}$"
    # 点赞最美乡村 is a title: a call to like is in quotes, or joins a second one.
    r"|(?:点个?|点亮|点击)(?:[“「](?:在看|赞|关注|星标)[”」][^。]{0,24}"
    r"|(?:在看|关注|星标|赞)(?:[，、和+ ]*(?:在看|转发|分享|收藏|关注|再走|支持|哦|吧)){0,4})$"
    r"|(?:点击)?(?:展开|收起|查看|加载|阅读|显示)(?:全文|更多|全部|剩余.{0,6})(?:内容|图片|评论)?$"
    r"|(?:举报/反馈|发表评论(?:.{0,4}发表)?|写留言|写评论|我来说两句|喜欢此内容的人还喜欢)$"
    r"|(?:网友|最新|热门|精彩|全部)?评论[^。]{0,6}(?:查看(?:更多|全部)?|\d+条|[（(]\d+[）)]).{0,6}$|已有\d+(?:条评论|人参与).{0,8}$"
    r"|(?:商务合作|投稿|爆料|转载|开白|进群|加入?(?:读者)?群)[^。，]{0,10}(?:微信|邮箱|请加|请联系|热线|电话|后台)[^。，]{0,30}$"
    r"|[^。]{0,30}(?:欢迎在?|请在)(?:文末)?(?:评论区|留言区|评论)?(?:留言|评论|讨论)[^。]{0,12}$"
    r"|[^。]{0,40}点我(?:订阅|下载|看|加入|追踪)[^。]{0,24}$"
    rf"|[（(【]?[{BLANK}]*(?:(?:THE|The|the) )?(?:END|End|end|[全本]文完|完)[{BLANK}]*[）)】]?$"
    r"|(?:(?:本文|以上)(?:内容)?[由系为]?)?小编(?:综合|编辑)?(?:整理|汇总|编辑)(?:自.{2,12}?)?(?:[，,].{2,30})?$"
    rf"|微信(?:公众)?号[{BLANK}:：]+[A-Za-z][A-Za-z0-9_-]{{4,24}}$"
    rf"|(?:新闻|爆料|投稿|广告|发行)(?:热线|电话|邮箱)[:：][{BLANK}]*[0-9A-Za-z@._-]{{6,}}$"
    r"|返回[^。，]{2,4}[，,]查看更多$|[（(]?原标题[:：].{2,40}$|[\[【]广告[\]】]$"
    rf"|\d\d:\d\d[{BLANK}]*/[{BLANK}]*\d\d:\d\d$|图片$"
    r"|点击(?:[上下]方)?蓝字[“「][^”」]{1,16}[”」][^。]{0,2}关注.{0,6}$"
    r"|[【\[（(](?:延伸|相关|推荐)(?:阅读|报道|链接)[】\]）)].{2,40}$"
)
_RIGHTS = re.compile(
    r"[【\[（(]?(?:(?:特别|免责|版权|郑重|平台|作者)?声明|特别提示|特别提醒|免责条款|版权说明)[】\]）)]?[:：].*"
    r"(?:转载|本网|本站|本号|本平台|侵权|侵删|作者(?:个人|本人)|不代表|版权归|取材于(?:互联)?网络|信息(?:存储|发布)|自媒体)"
    r"|[^。，]{0,12}(?:图片|素材|文章|本文|图文|内容|资料|视频)[^。，]{0,4}(?:来源于|来源|来自|源自|源于)(?:互联)?网络"
    r"(?:[，,。；、\s]*(?:侵|版权|如有|如涉|若有|仅供|不代表).{0,30})?[。！）)]?$"
    rf"|(?:图片?|文章?|图文|素材|视频)(?:来?源)?[{BLANK}]*[:：/／|｜][{BLANK}]*(?:互联)?网络(?:[，,；].{{2,24}})?$"
    r"|[^。，]{0,8}原创[^。，]{0,8}[，,](?:未经|如需|禁止|谢绝)[^。]{0,16}转载.{0,10}$"
    r"|(?:未经(?:授权|许可|允许|书面)[^。]{0,12}(?:转载|摘编|镜像)|如需转载|转载请|如有侵权|如涉及?版权)[^。]{0,60}[。！]?$"
)
_SITE = re.compile(
    r"(?:Copyright|COPYRIGHT|copyright)\b.*|.{0,12}©.*"
    r"|.{0,40}(?:版权所有(?![者人权])|All [Rr]ights [Rr]eserved).{0,60}$"
    rf"|.{{0,40}}(?:[{HAN}]ICP[备证][{BLANK}]*\d|ICP备案号[:：]|公网安备[{BLANK}]*\d|网站标识码[{BLANK}]*[:：]?[{BLANK}]*[A-Za-z0-9]"
    rf"|(?:信息服务|电信业务经营|视听节目|网络文化经营)许可证(?:编号|号)?[{BLANK}]*[:：]?[{BLANK}]*[A-Za-z0-9]).*"
)
_PAGES_OF_A_SITE = (
    "关于(?:我们|本站|本网)|联系(?:我们|方式)|(?:版权|法律|免责|隐私|网站)(?:声明|政策|条款|保护)|网站地图|站点地图|广告服务|"
    "(?:加入|诚聘)我们|招聘(?:信息|启事)|人才招聘|友情链接|意见反馈|用户协议|帮助中心|投稿(?:指南|邮箱)?|首页|无障碍(?:浏览|阅读)?"
)
#: 阅读10万+: of one count only the form tells it from words.
_COUNT = rf"阅读(?:量|数)?[{BLANK}:：]*\d+(?:\.\d)?(?:[万wW]\+?|\+)$"
_LINKS = rf"(?:{_PAGES_OF_A_SITE})(?:[{BLANK}]*[|｜/·—-]?[{BLANK}]*(?:{_PAGES_OF_A_SITE}))+$"
_COUNTED = "(?:点?赞|踩|在看|收藏|转发|评论|分享|喜欢|阅读|打赏|留言)"
_TENTHS = r"(?:\.\d)?[万wWkK]?\+?"
_COUNTS = rf"{_COUNTED}[{BLANK}]*\d+{_TENTHS}(?:[{BLANK}]+{_COUNTED}[{BLANK}]*\d*{_TENTHS})+$"
#: What stands beside such lines: 主办单位：… 承办单位：….
_HOSTS = re.compile(
    rf"(?:(?:主办|承办|协办|主管|运维|技术支持|维护)(?:单位)?[:：][^。，]{{2,30}}[{BLANK}]*){{1,4}}$"
    f"|[{HAN}]{{2,16}}(?:(?:政府|官方)?门户网站|(?:人民)?政府网(?:站)?|政务(?:服务|公开)?网|信息公开网|新闻网)$"
)
_RELATED = re.compile(
    "(?:(?:相关|往期|延伸|推荐|更多|热门|精彩|热点|热文|最新|猜你|为您?)"
    "(?:报道|链接|阅读|新闻|文章|推荐|稿件|回顾|精选|精彩|内容|资讯|专题|评论|喜欢|推送|热文|排行)"
    "|[您你]?可能(?:还|也)?(?:喜欢|感兴趣)(?:的[^。]{0,6})?|大家都在(?:搜|看)|喜欢此内容的人还喜欢|热文排行|点击排行|网友评论.{0,20})[:：]?$"
)


#: What nearly every such line holds, for those that begin with anything.
_KEYS = re.compile("网络|原创|版权|ICP|公安|©|标识码|许可证|eserved|侵权|转载")
#: How such lines begin; nearly no other does.
_OPENS = re.compile("|".join(f"(?:{one})" for one in (_INVITES, _LINKS, _COUNTS, _COUNT)))
#: Nothing but such: they point at what stands below.
_ARROWS = re.compile("[\u2190-\u21ff\u25b2-\u25bf\U0001f446-\U0001f449\ufe0f]+$")


def bare(text: str) -> str:
    """Without the ornaments that accounts set around what they say, and the marks between them.

    >>> bare("▼ 往期推荐 ▼"), bare("👇 点击下方卡片，关注本号")
    ('往期推荐', '点击下方卡片，关注本号')
    """
    start, end = 0, len(text)
    while start < end and _is_ornament(text[start]):
        start += 1
    while end > start and _is_ornament(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_ornament(character: str) -> bool:
    if character.isalnum():
        return False
    other = unicodedata.category(character) in ("So", "Sk", "Mn", "Cf")
    return other or character.isspace() or character in "|｜>»·•*~=-—–─━_↑↓←→"


def is_boilerplate(text: str) -> bool:
    """A line, in simplified characters, that a page or an account says around every text.

    >>> [is_boilerplate(t) for t in ("扫码关注“山阳观察”公众号", "打开APP，查看更多精彩图片")]
    [True, True]
    >>> [is_boilerplate(t) for t in ("点个“在看”再走", "点赞、在看、转发", "扫码进群领资料")]
    [True, True, True]
    >>> [is_boilerplate(t) for t in ("赞 128 踩 3", "关于我们 | 联系我们 | 网站地图", "展开全文")]
    [True, True, True]
    >>> is_boilerplate("声明：本文仅代表作者个人观点，不代表本网立场。转载请注明出处。")
    True
    >>> is_boilerplate("图片来源于网络，侵删"), is_boilerplate("湘ICP备31000123号")
    (True, True)

    >>> [is_boilerplate(t) for t in ("————END————", "点击蓝字 关注我们", "小编整理自网络")]
    [True, True, True]
    >>> [is_boilerplate(t) for t in ("图片", "图片报道", "▲点击蓝字“茶乡”关注我们")]
    [True, False, True]
    >>> [is_boilerplate(t) for t in ("阅读10万+", "图/网络", "（原标题：春茶开采）", "↓↓↓")]
    [True, True, True, True]
    >>> [is_boilerplate(t) for t in ("↑↑ 点击上方　听音频 ↑↑", "欢迎在评论区留言。👇")]
    [True, True]
    >>> is_boilerplate("喜欢请点亮【赞】和【在看】"), is_boilerplate("点击上方按钮，水闸落下。")
    (True, False)
    >>> [is_boilerplate(t) for t in ("商务合作请加微信：shanyang", "-END-", "完", "欢迎留言")]
    [True, True, True, True]

    Leaves alone sentences that speak of such things.

    >>> is_boilerplate("扫码关注公众号后，游客可以领到一张茶票。")
    False
    >>> [is_boilerplate(t) for t in ("两国发表联合声明：加强合作", "打开客户端，老人不知点哪里。")]
    [False, False]
    >>> [is_boilerplate(t) for t in ("关于我们", "点击率上升", "评论：走好致富这条路")]
    [False, False, False]
    >>> [is_boilerplate(t) for t in ("小编整理了一组数字", "阅读3", "更多精彩瞬间", "—", "○")]
    [False, False, False, False, False]
    >>> [is_boilerplate(t) for t in ("原创作品，转载量居首", "喜欢收藏的老人", "图源考")]
    [False, False, False]
    >>> is_boilerplate("微信扫一扫，办税不用跑"), is_boilerplate("点击图片里的故乡")
    (False, False)
    >>> is_boilerplate("未经许可从事网络出版服务的，依法取缔。")
    False
    >>> is_boilerplate("食品许可证编号：JY14301"), is_boilerplate("依法办理ICP备案手续的网站")
    (False, False)
    >>> is_boilerplate("这些资料来源于网络调查，共收回三千份。"), is_boilerplate("扫描识别系统上线")
    (False, False)
    >>> is_boilerplate("论版权所有者的登记"), is_boilerplate("打开客户端办事不出门")
    (False, False)
    >>> [is_boilerplate(t) for t in ("点赞最美乡村带头人", "扫码缴费 微信办事", "网站标识码怎么办")]
    [False, False, False]
    """
    if len(text) > _LONGEST_RIGHTS:
        return False
    if _ARROWS.match(text):
        return True
    inside = bare(text)
    text = inside if text.endswith(inside) else inside.removesuffix("。")  # 留言。👇
    if _KEYS.search(text) or "声明" in text[:6]:
        if _RIGHTS.match(text):
            return True
        if "。" not in text and _SITE.match(text):
            return True
    return len(text) <= _LONGEST and text[-1:] != "。" and _OPENS.match(text) is not None


def is_host(text: str) -> bool:
    """Who runs the site, or its name: only trusted beside a line that is boilerplate.

    >>> is_host("主办单位：山阳县人民政府办公室 承办单位：山阳县政务中心"), is_host("主办：难")
    (True, False)
    >>> is_host("山阳县人民政府门户网站"), is_host("山阳县建成新闻网络"), is_host("山阳新闻网")
    (True, False, True)
    """
    return _HOSTS.match(text) is not None


def opens_related(text: str) -> bool:
    """What stands over the titles of other texts, in simplified characters: 相关新闻, 往期推荐.

    >>> [opens_related(t) for t in ("▼ 往期推荐 ▼", "相关文章：", "猜你喜欢", "相关新闻业")]
    [True, True, True, False]
    """
    return _RELATED.match(bare(text)) is not None
