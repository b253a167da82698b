"""Factories named by their town without 公司: 台州黄岩星光模具厂, but not 绍兴印染厂, one of many."""

import re
from collections.abc import Iterator

# Towns known for their factories; a text that writes 市, 县, 区 or 镇 needs no list.
_TOWNS = """
北京 天津 上海 重庆 石家庄 唐山 保定 沧州 廊坊 邢台 邯郸 太原 大同 沈阳 大连 鞍山 长春 哈尔滨 南京 无锡
徐州 常州 苏州 南通 扬州 镇江 泰州 盐城 宿迁 昆山 江阴 宜兴 张家港 常熟 太仓 丹阳 杭州 宁波 温州 嘉兴
湖州 绍兴 金华 衢州 台州 丽水 义乌 永康 乐清 瑞安 慈溪 余姚 诸暨 温岭 玉环 海宁 桐乡 萧山 合肥 芜湖 蚌埠
马鞍山 滁州 福州 厦门 泉州 漳州 莆田 晋江 石狮 南昌 九江 赣州 景德镇 济南 青岛 淄博 烟台 潍坊 济宁 临沂
德州 聊城 菏泽 寿光 郑州 开封 洛阳 新乡 焦作 许昌 南阳 商丘 周口 信阳 平顶山 安阳 长垣 武汉 黄石 宜昌
襄阳 荆州 长沙 株洲 湘潭 衡阳 岳阳 邵东 广州 深圳 珠海 汕头 佛山 江门 湛江 惠州 东莞 中山 潮州 揭阳 顺德
南宁 柳州 桂林 成都 德阳 绵阳 泸州 宜宾 贵阳 遵义 昆明 西安 宝鸡 咸阳 兰州
""".split()  # noqa: SIM905
_NAMED = re.compile(rf"(?:{'|'.join(_TOWNS)})(?P<name>[^\W\da-zA-Z_]{{4,10}}?)厂(?![家房区商子里长])")
# What a factory makes or is, without which a name must still be there.
_KIND = re.compile(
    r"机械|模具|阀门|水泵|泵业|轴承|铸造|铸件|锻造|压铸|五金|电器|电子|电机|电镀|仪表|仪器|汽配|汽车|配件"
    r"|零部?件|紧固件"
    r"|标准件|弹簧|工具|刀具|锁具|灯具|灯饰|印染|染整|染织|纺织|针织|织造|服装|服饰|制衣|童装|羊毛衫|袜业"
    r"|制鞋|皮鞋|鞋业|皮革"
    r"|箱包|家具|木业|木器|纸箱|包装|印刷|造纸|塑料|塑胶|注塑|橡胶|化工|涂料|油漆|制药|药业|食品|面粉"
    r"|调味品|酱油|酿造|白酒"
    r"|酒业|饮料|茶叶|饲料|水泥|陶瓷|玻璃|石材|砖瓦|建材|管材|加工|制造|生产|代工|修理|设备|制品|用品|玩具"
    r"|眼镜|雨伞|餐具|厨具|卫浴"
    r"|洁具|不锈钢|金属|钢铁|铝业|铜业|精密|小|大|老|某|本地|当地|附近|周边|多家|几家|一家|那边|这边|有|的"
    r"|个|家"
)


def town_factories(narrow: str) -> Iterator[tuple[int, int]]:
    """Start and end of each factory that bears a name of its own."""
    for found in _NAMED.finditer(narrow):
        if len(_KIND.sub("", found["name"])) >= 2:
            yield found.span()
