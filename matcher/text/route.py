"""Where a need should be sent."""

import re

from matcher.domain.taxonomy import CooperationMode, Route

# Each wording with its weight; what asks for research needs no word of its own, so it starts ahead.
_RESEARCH_AHEAD = 1.0
_WORDINGS: tuple[tuple[Route, float, re.Pattern[str]], ...] = (
    (
        Route.PEOPLE,
        2.0,
        re.compile(
            r"hiring|职校|技校|职业院校|带(?:点|些|几个)?(?:学生|徒弟)|招(?:聘|人(?!投)|工|不到|[一两三几]?个|[一两三几][名位])|(?:缺|缺少"
            r"|缺乏|急需|需要?|引进|寻找|想要?"
            r"|找)[^，。；]{0,14}(?:人才|工程师|技术人员|技术员|师傅|技工|操作工|程序员|设计师|研发人员"
            r"|调试人员)(?!的?(?:指导|帮助|支持))"
            r"|(?:hire|recruit|need)[^,.;]{0,20}(?:engineer|technician|staff|worker)s?",
            re.IGNORECASE,
        ),
    ),
    (
        Route.PEOPLE,
        1.6,
        re.compile(
            r"(?:想|要|需要?|希望|给|找|做|组织|参加)[^，。；]{0,10}培训|(?:专业|岗位|技能)培训|培训(?:工人|员工|技工)"
            r"|train(?:ing)? (?:our|the|for|course|workers)",
            re.IGNORECASE,
        ),
    ),
    (
        Route.FUNDING,
        2.4,
        re.compile(
            r"贷款|融资|贴息|(?:申请|要|拿|有没有|争取)[^，。；]{0,8}(?:补助|补贴|扶持资金|专项资金|资助)"
            r"|担保公司|找[^，。；]{0,4}投资(?!方案)|缺(?:少|乏)?(?:资金|钱)|资金(?:周转|紧张|短缺|困难"
            r"|不足|缺口)|没钱|周转不"
            r"|\bloan|funding|subsid|\bgrants?\b|investor",
            re.IGNORECASE,
        ),
    ),
    (
        Route.PLATFORM,
        1.6,
        re.compile(
            r"送检|第三方检测|检测(?:报告|机构|服务)|(?:做|办|过|拿|通过)[^，。；]{0,6}认证|(?:检测|化验"
            r"|检验)一下|(?:哪里|哪儿|哪家|谁)[^，。；]{0,6}(?:能测|检测|化验|能做检测|检验)"
            r"|(?:申请|注册|写|办|布局)[^，。；]{0,6}(?:专利|商标|软著|著作权)|专利[^，。；]{0,4}(?:想|要|申报)[^，。；]{0,2}申请"
            r"|专利(?:申请(?!号)|代理|检索"
            r"|侵权|布局)|商标(?:注册|被)|知识产权(?:保护|服务|纠纷|贯标)|计量校准|碳足迹(?:核查|认证|核算)"
            r"|体系认证|标准(?:制定|备案)"
            r"|(?<![现时古当年近])代办(?!公)|(?<![举主承])办(?!公|法|事)[^，。；]{0,10}(?:证书|资质|许可证)"
            r"|(?:入驻|开)[^，。；]{0,4}(?:网店|电商)|找(?:物流|仓库|货代)"
            r"|(?:找|寻|求|征集|推荐|有没有)[^，。；]{0,44}(?:检测机构|检验机构|第三方机构)"
            r"|test report|certif|patent (?:search|draft"
            r"|filing|attorney|application)"
            r"|register[^,.;]{0,10}(?:patent|trademark)",
            re.IGNORECASE,
        ),
    ),
    (
        Route.ENTERPRISE,
        1.6,
        re.compile(
            r"(?:找|寻找?|寻求|求|需要?|有没有|推荐)[^，。；]{0,16}(?:供应商|厂家|厂商|设备商|生产商|制造商"
            r"|代工|加工厂|货源|现成(?:的)?(?:设备|机器|产品|技术))|(?:(?:想|要|需要?)采购|想买"
            r"|(?<!专利)(?<!技术)(?:想|要|需要?)购买|要买|哪里(?:有)?(?:卖|买))(?![^，。；]{0,6}(?:技术"
            r"|专利))"
            r"|哪家[^，。；]{0,10}(?:行|好|强|便宜|有卖)|(?:购置|引入|引进|采购)[^，。；]{0,10}(?:设备|装置|机组|产线)"
            r"|(?:做|搞|弄|开发)一?个?[^，。；]{0,4}(?:小程序|网站|公众号|管理软件)|成熟(?:的)?(?:设备|产品|技术|方案)(?:供应)?|找(?:代工|配套)"
            r"|supplier|vendor|where (?:can"
            r"|to) (?:we |i )?buy|manufacturer of",
            re.IGNORECASE,
        ),
    ),
)
_RESEARCH = re.compile(
    r"研发|开发|研究|攻关|攻克|工艺|配方|机理|改进|优化|新材料|科研院所|高校|大学|联合|委托|技术难题|提高"
    r"|降低|解决|develop|research|improve|reduce|solve",
    re.IGNORECASE,
)
_RESEARCH_MODES = frozenset(
    {CooperationMode.COMMISSIONED, CooperationMode.JOINT_DEVELOPMENT, CooperationMode.JOINT_UNIT}
)


def choose_route(text: str, modes: tuple[CooperationMode, ...] = ()) -> Route:
    """The route that the wording speaks for most; research when it speaks for none."""
    weights = dict.fromkeys(Route, 0.0)
    for route, weight, wording in _WORDINGS:
        mentions = sum(1 for _ in wording.finditer(text))
        weights[route] += weight * min(mentions, 2)
    weights[Route.RESEARCH] = _RESEARCH_AHEAD
    if any(route is not Route.RESEARCH and weight for route, weight in weights.items()):
        # A long text that works on a problem and mentions a supplier in passing is still about the problem.
        work = sum(1 for _ in _RESEARCH.finditer(text))
        weights[Route.RESEARCH] += 0.25 * min(work, 8) + 0.8 * len(_RESEARCH_MODES.intersection(modes))
    return max(weights, key=lambda route: weights[route])
