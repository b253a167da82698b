"""How the writer wants to work together."""

import re

from matcher.domain.taxonomy import CooperationMode

# What has been done with others is told in the past: 已与某大学合作研发了 …
_PAST = re.compile(
    r"(?:已经?|曾经?|先后|长期|此前|之前|以前|过去|前期|多年来)[^，。；;\n]{0,16}$|(?:多|通常|一般|往往|大都)$"
)
_DONE = re.compile(r"过|了(?!解)|的经验|(?:的?指导|(?<=指导))下")
_WISHES: tuple[tuple[CooperationMode, re.Pattern[str]], ...] = (
    (
        CooperationMode.COMMISSIONED,
        re.compile(
            r"委托(?!方|单位|人|加工|[^，。；]{0,16}(?:检测|检验|测试|化验|鉴定))|外包(?:开发|研发)|找(?:人|高校|学校|院所|专家"
            r"|团队)[^，。；]{0,6}(?:开发|研发|设计|攻关)|帮(?:我们?|忙)?(?:开发|研发|设计)"
            r"|commission|contract research|develop (?:it )?for us",
            re.IGNORECASE,
        ),
    ),
    (
        CooperationMode.JOINT_DEVELOPMENT,
        re.compile(
            r"(?:联合|合作|共同|协同|一起|协作)(?:进行)?(?:技术)?(?:开发|研发|攻关|研究|研制|攻克|做)"
            r"|产学研|技术合作|科技合作|联合攻关|(?:寻|找|求|征集|招)[^，。；]{0,10}合作(?:伙伴|单位|企业"
            r"|团队|方)"
            r"|joint(?:ly)? (?:develop|research)|co-?develop|collaborat|cooperat|partner",
            re.IGNORECASE,
        ),
    ),
    (
        CooperationMode.JOINT_UNIT,
        re.compile(
            r"共建|(?:联合|共同|合作)(?:建|建设|成立|设立|组建)[^，。；]{0,8}(?:实验室|中心|研究院|平台"
            r"|基地|工作站)|建立?联合(?:实验室|中心|研究院)|joint (?:lab|centre|center|unit)",
            re.IGNORECASE,
        ),
    ),
    (
        CooperationMode.TECHNOLOGY_TRANSFER,
        re.compile(
            r"技术[^，。；]{0,4}转让|成果[^，。；]{0,4}转让|专利转让|转让(?:技术|专利|成果)|专利(?:购买|许可|授权)|(?:购买|买|受让"
            r"|收购)[^，。；]{0,8}(?:技术|专利|配方|工艺包|成果)"
            r"|引进[^，。；]{0,12}(?:技术|工艺|成果|专利)|技术入股|许可使用|(?:buy|license|licence"
            r"|acquire)[^,.;]{0,20}(?:technology|patent|recipe)|technology transfer|licens",
            re.IGNORECASE,
        ),
    ),
    (
        CooperationMode.TESTING,
        re.compile(
            r"送检|(?:找|寻|求|要|需|征集|推荐|有没有|哪|提供|委托|出|做|选)[^，。；]{0,28}"
            r"(?:检测|检验|测试|鉴定|化验)[^，。；]{0,16}(?:报告|机构|单位)|委托[^，。；]{0,16}(?:检测|检验|测试|化验|鉴定)"
            r"|(?:检测|检验|测试)(?:报告|机构|单位)|(?:找|寻|求|要|做|送)[^，。；]{0,6}第三方检测|(?:做|想|要|找|帮"
            r"|需要)[^，。；的]{0,6}(?:检测|检验|化验|测试)(?!设备|系统|技术|仪|装置|方法|线|台|平台|软件"
            r"|算法)"
            r"|(?:检测|化验|测|检验)一下|(?:做|办|过|拿|通过)[^，。；]{0,6}认证|test report|get (?:it|them"
            r"|this) tested|certif",
            re.IGNORECASE,
        ),
    ),
    (
        CooperationMode.TRAINING,
        re.compile(
            r"(?:想|要|需要?|希望|给|请|送|派|做|搞|办|找|组织|参加|提供|开展|专业|上门|出去)[^，。；]{0,10}培训(?!中心|基地|费)"
            r"|培训(?:我们|一?下|一批|工人|员工|技工|人员|操作|班|\d)|人才培养"
            r"|培养[^，。；]{0,6}(?:人才|工人|技工|技术员)|教(?:我们|工人|员工"
            r"|会)|带(?:点|些|几个)?(?:学生|徒弟)|职校合作|上课"
            r"|train(?:ing)? (?:for )?(?:our|the|workers|staff)"
            r"|training course"
            r"|train (?:\w+ )?(?:operators|workers"
            r"|staff)",
            re.IGNORECASE,
        ),
    ),
    (
        CooperationMode.EXPERT_HELP,
        re.compile(
            r"(?:哪个|哪位)(?:老师|师傅|专家)[^，。；]{0,6}(?:看|来)"
            r"|(?:专家|教授|老师|院士|博士|专业人士|行家|内行)[^，。；的]{0,8}(?:指导|帮|看|诊断|参与|支持"
            r"|解决|攻关|来|给|把脉)|(?:请|找|求|需要?|希望|得到|聘请|(?<![拥具所])有)[^，。；]{0,12}(?<!行业)(?:专家|教授|老师傅|行家"
            r"|内行|顾问|专业人士|高人)"
            r"|技术(?:指导|咨询|顾问)|现场(?:指导|诊断)|找人(?:来)?(?:看|瞧|指点|帮)"
            r"|(?:请|能不能|能否|可以|可否|希望|想要?|最好)[^，。；]{0,6}(?:上门|到厂|来厂|派人)"
            r"|请人(?:来)?(?:看|指点)|科技特派员|把把脉|诊断一下|指点"
            r"|expert|advice|advis|consult|come (?:and|to|over)[^.,;]{0,12}(?:look|see|check|help)",
            re.IGNORECASE,
        ),
    ),
)


def find_modes(text: str) -> tuple[CooperationMode, ...]:
    """The modes that the text asks for, in the order in which it names them."""
    first = [(place, mode) for mode, wish in _WISHES if (place := _first_wish(text, wish)) is not None]
    return tuple(mode for _, mode in sorted(first, key=lambda item: item[0]))


def _first_wish(text: str, wish: re.Pattern[str]) -> int | None:
    for match in wish.finditer(text):
        told = _PAST.search(text, max(0, match.start() - 24), match.start()) or _DONE.match(text, match.end())
        if not told:
            return match.start()
    return None
