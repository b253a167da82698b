"""The labels of need forms and what each of them asks for; provinces word them differently."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """In the order in which a need is written down; PRIVATE ones and unknown ones are left out."""

    TITLE = "title"
    PROBLEM = "problem"
    TARGET = "target"
    TRIED = "tried"
    BUDGET = "budget"
    DEADLINE = "deadline"
    MODE = "mode"
    KIND = "kind"
    PRODUCT = "product"
    INDUSTRY = "industry"
    REGION = "region"
    OPENNESS = "openness"
    OTHER = "other"
    COMPANY = "company"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Label:
    """`text` is the label as people read it, `unit` the one that it promises for its value."""

    field: Field
    text: str
    unit: str = ""


_LONGEST = 60  # characters, with notes in brackets
_LONGEST_CORE = 20
_NUMBERING = re.compile(
    r"^(?:[*★●◆■▲※#\s]|\([0-9一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[)、.．:\s]?|[①-⑳]|[一二三四五六七八九十]{1,3}[、.．])+"
)
_NOTE = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_UNIT = re.compile(r"亿元|万元|千元|个月|元|万|年|天|月")
_UNIT_AT_END = re.compile(r"(?:亿元|万元)$")
_COUNT = re.compile(
    r"(?<=[求题目])[一二三四五六七八九十](?=名称|内容|描述|$)|[0-9](?![0-9.]*[万亿元年个月天%])|第[一二三四五六七八九十][项个]"
)

_WHO = "(?:企业|单位|公司|机构|申报|填报|需求|申请|提出|发布|推荐|技术|项目|主要|第一)*"
_ROOM = "(?:所在|所属|注册|归属)"
_RULES: tuple[tuple[Field, str, str], ...] = (
    # field, the whole label, what it must hold besides ("" for nothing)
    (
        Field.COMPANY,
        rf"{_WHO}(?:企业|单位|公司|机构|需求方|需方)(?:中文)?(?:名称|全称)"
        r"|(?:需求|申报|填报|申请|发布|提出)(?:单位|企业|方)|企业|公司|单位",
        "",
    ),
    (
        Field.PRIVATE,
        rf"{_WHO}(?:联系人|联系方式|联系电话|联络人|联系|电话|手机|固定电话|移动电话|办公电话|座机|传真|邮箱|电子邮箱|电子邮件"
        r"|邮件|e-?mail|微信|qq|邮编|邮政编码|通讯地址|通信地址|联系地址|详细地址|注册地址|地址|网址|网站|法人|法人代表"
        r"|法定代表人|负责人|经办人|填表人|填报人|对接人|姓名|职务|职称|部门|身份证)(?:姓名|及?电话|号|号码|代码|信息|地址|职务|/|手机|邮箱|联系方式)*"
        r"|(?:统一)?(?:社会)?信用代码|组织机构代码|(?:统一社会)?信用代码/?组织机构代码"
        r"|(?:填表|填报|申报|申请|登记|提交|录入|发布|征集|成立|注册)(?:时间|日期)|日期|时间|年度"
        rf"|{_WHO}(?:性质|规模|简介|介绍|概况|基本情况|基本信息|情况|现状|签字|签章|盖章|公章|意见)(?<!需求基本情况)(?<!需求情况)(?<!项目情况)"
        r"(?<!项目简介)(?<!项目介绍)(?<!项目概况)(?<!需求简介)(?<!需求介绍)(?<!需求概况)(?<!技术简介)(?<!技术介绍)(?<!技术现状)(?<!项目现状)(?<!需求现状)"
        r"(?<!主要情况)(?<!技术情况)(?<!技术概况)"
        r"|企业类型|单位类型|经济类型|注册资本金?|注册资金|职工人数|职工总数|员工人数|从业人数|(?:上年度?|年)?(?:销售|营业)(?:收入|额)|总资产"
        r"|开户银?行|银行账号|账号|主管部门|推荐单位|审核|备案|序号|编号|需求编号|项目编号|填表说明|填写说明|填报说明|说明|注意事项|注",
        "",
    ),
    (
        Field.OPENNESS,
        r"(?:需求|信息|项目|内容|是否|同意|愿意|可以?|对外|企业|公开|发布|保密|要求|程度|密级|方式|的|向|社会|单位|愿|名称|在|平台|网上)+",
        "是否|公开|保密|密级",
    ),
    (
        Field.TITLE,
        r"(?:企业|技术|科技|项目|难题|问题|需求|课题|攻关|创新|拟解决|解决|的|研发|合作|关键|核心|共性|瓶颈)*(?:名称|题目|标题|课题)"
        r"|(?:攻关|需求|技术需求|研发)项目",
        "",
    ),
    (
        Field.TRIED,
        r"(?:企业|技术|现有|已有|已经?|前期|目前|研发|研究|工作|开展|的|及|和|与|、|/|基础|条件|采取|措施|尝试|过|解决|方案|进展"
        r"|情况|投入|做|方法|办法|完成|项目|自身|具备)+",
        "基础|条件|已|前期|措施|尝试|进展",
    ),
    (
        Field.TARGET,
        r"(?:预期|预计|期望|希望|拟?达到|拟|实现|技术|经济|主要|具体|项目|需求|考核|性能|效果|成果|的|及|和|与|、|/|指标|参数|目标|要求"
        r"|效益|产品|质量|解决|完成|社会|关键|核心|合作|研发|对|水平|形式)+",
        "目标|指标|要求|参数|效果|预期成果|成果形式|效益",
    ),
    (
        Field.PROBLEM,
        r"(?:企业|技术|科技|项目|需求|难题|问题|主要|具体|详细|拟|待|亟?需|亟待|要|需要|目前|当前|现有|生产|存在|面临|遇到|希望|解决|突破|攻关"
        r"|关键|核心|共性|的|和|与|及|或|、|/|背景|现状|内容|描述|说明|简介|介绍|简述|概述|概况|情况|基本情况|瓶颈|痛点|难点|研究|研发|开发"
        r"|必要性|所|中|创新|摘要|详情|简要|明细)+",
        "难题|问题|需求|背景|描述|瓶颈|痛点|难点|内容|现状|攻关|简述|概述|项目简介|技术说明|详细说明|摘要|项目情况",
    ),
    (
        Field.DEADLINE,
        r"(?:项目|需求|拟|计划|预计|期望|希望|要求|技术|攻关|研发|合作|解决|完成|实施|的|起止|截止|有效|时间|时限|期限?|日期|周期|进度"
        r"|年限|工期|交付|紧急|程度|难题|最迟)+",
        "时间|时限|期限|日期|周期|工期|年限|有效期|截止",
    ),
    (
        Field.BUDGET,
        r"(?:项目|企业|研发|技术|合作|预计|预期|拟|计划|意向|愿意?|可|总|解决|难题|需求|的|投入|投资|经费|资金|金额|费用|预算|额度?|报价|价格"
        r"|揭榜|悬赏|出资|支付|提供|及|规模|支持|能|攻关|单位)+(?:亿元|万元)?",
        "投入|投资|经费|资金|金额|费用|预算|报价|出资|悬赏|额度",
    ),
    (
        Field.MODE,
        r"(?:拟|希望|意向|采取|采用|的|期望|产学研|技术|合作|对接|解决|需求|项目|服务|首选|意愿|企业|校企)*"
        r"(?:合作|对接|解决|服务|引进)(?:的)?(?:方式|模式|形式|意向|意愿|途径|类型)",
        "",
    ),
    (
        Field.INDUSTRY,
        r"(?:企业|单位|公司|所属|所在|所处|需求|技术|主要|行业|产业|领域|国民经济|应用|专业|学科|重点|的|及|类别|分类|类型|名称|代码|方向|细分|链|集群)+",
        "行业|产业|领域|学科|方向",
    ),
    (
        Field.KIND,
        r"(?:技术|需求|项目|难题|问题|所属|创新|服务|科技|的)*(?:类型|类别|种类|性质|分类)",
        "",
    ),
    (
        Field.REGION,
        rf"(?:企业|单位|公司|需求)?{_ROOM}(?:省|市|县|区|州|地|镇|乡|街道|地区|区域|城市|园区|开发区|产业园区?|特色产业镇|[、/()及])+"
        r"|(?:企业|单位)?(?:地区|区域|属地|省份|城市|地市|区县|县区|市县|县市区|市州|行政区划|所属地|所在地)",
        "",
    ),
    (
        Field.PRODUCT,
        r"(?:企业|公司|单位)?(?:主营|主要|主导|核心)?(?:产品|业务)(?:名称|及服务|和业务|与服务|或服务)?|经营范围|主营业务(?:及产品)?|主营",
        "",
    ),
    (
        Field.OTHER,
        r"备注|其他|其它|(?:其他|其它|补充)(?:要求|说明|需求|情况|事项)|(?:需求)?紧急程度|(?:技术)?成熟度(?:要求)?|人才需求|设备需求"
        r"|对?(?:拟|希望|意向)?(?:合作|承担)?(?:方|单位|团队|高校|院校|院所|专家|对象|科研机构|[、/或和及的])+(?:要求|需求|意向|条件)"
        r"|(?:意向|拟|希望|期望|已有)(?:合作)?(?:的)?(?:高校|院校|院所|专家|单位|团队|科研机构|[、/或和及的])+",
        "",
    ),
)
_COMPILED = tuple((field, re.compile(whole), re.compile(must)) for field, whole, must in _RULES)


def label_of(text: str) -> Label | None:
    """The label that the whole text is, if it is one: blanks, breaks, numbering and notes do not matter."""
    if not text or len(text) > _LONGEST:
        return None
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    shown = _NUMBERING.sub("", _NOTE.sub("", _NUMBERING.sub("", plain))).rstrip(":").strip("*_ ")
    core = _COUNT.sub("", shown).lower()
    if not core or len(core) > _LONGEST_CORE:
        return None
    for field, whole, must in _COMPILED:
        if whole.fullmatch(core) and must.search(core):
            return Label(field, _UNIT_AT_END.sub("", shown), _unit(plain, core))
    return None


def _unit(plain: str, core: str) -> str:
    found = _UNIT_AT_END.search(core)
    for note in _NOTE.findall(plain):
        found = found or _UNIT.search(note)
    return found.group() if found else ""


def inline_label(line: str) -> tuple[Label, str] | None:
    """The label and the value of a line like 「需求名称：…」."""
    head = line[: _LONGEST + 1]
    positions = [position for position in (head.find("："), head.find(":")) if position > 0]
    if not positions:
        return None
    label = label_of(line[: min(positions)])
    return (label, line[min(positions) + 1 :].strip()) if label else None
