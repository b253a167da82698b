"""What makes a piece of text a need of its own: a trouble, something asked for, and no mere requirement."""

import re

from matcher.domain.taxonomy import Route
from matcher.text.boilerplate import content
from matcher.text.route import choose_route

_SHORTEST = 4  # characters; 「漏油」 alone is a symptom of what was said before
_TROUBLE = re.compile(
    r"(?<!检)漏|裂(?!解)|(?<![判诊不中间垄])断(?!路)|坏|碎|崩|脱落|掉(?!头)|起[泡皮球毛层拱]"
    r"|变[形硬脆色黄黑质]|发[霉黑黄热烫脆白花]|气孔|缩[松孔水]"
    r"|砂眼|色[差花]|粘|卡(?![车通片尺])|堵|(?<!不)锈|(?<![防耐豆])腐(?!蚀性)|烂|死|臭|异味|气味"
    r"|味[道儿]?[大重]|噪[音声]|吵|(?<![影音])响|抖(?!音)|振|磨损|磨得|烧[坏板]"
    r"|胀|酸|长[绿白黑]?毛|翘|皱|涩|刺手|划[痕伤]|毛刺|超标|残留|沉不|跑[偏掉]|自爆|起火|跳闸|短路"
    r"|失[灵效]|误[报差]"
    r"|费[煤电水油气工料]|浪费|白?扔|没处|堆|不(?:行|好(?!意思)|稳|均|匀|够|良|准|牢|齐|平|干|透|过(?!来"
    r"|去|，|,)"
    r"|合格|达标|出来|上去|起来|下去|动|住|开|了(?!解))|过不[了去]|招不到|[老总](?:是|被|出|会|掉|坏|漏|停"
    r"|断|有|不)"
    r"|太[高低大小慢快多少重长短厚薄贵费差硬软]|偏[高低大小]|(?:率|度|量|性|力|期|耗|本)(?:很|太|特别"
    r"|比较)?[高低大小差慢短]"
    r"|[上下出起调降卖搬拧分除打冲洗吸][不](?:来|去|下|上|起|开|掉|净)|没(?:过(?!几|多)|通过|法|处|地方"
    r"|办法|人会)|(?<!打)破(?!碎|解)|渗|流失|过火|没(?:弹性|力|劲|味)|容易[掉脱松裂破断]|返潮"
    r"|结块|分层|出油|针孔|拉伤|[变太就]软"
    r"|结晶|泛黄|漂浮|浑|沉淀|穿孔|鼓包|松动|失重|受潮|生虫|霉|返工|报废|停机|积压|苦|腥|废[水气渣料]|粉尘"
    r"|污泥"
    r"|厉害|严重|衰|[差慢](?![不异速])|多(?=$|[，。；,;\s])|贵|难(?!道|度)|投诉|举报|退货|罚"
    r"|靠(?:人|眼|手|老师傅)|人工|问题|毛病"
    r"|\bleak|crack|\bbreak|broke|peel|rust|corro|\bwear|\bworn|mould|mold(?!ing)|stick|stuck|\bjam|noisy"
    r"|noise|smell"
    r"|\btoo |\bbad\b|poor|fail|differ|uneven|reject|defect|waste|\bslow|expensive|scrap|\bfade|shrink|warp"
    r"|\bdust"
    r"|unstable|complain|\bcannot|\blose|\bchip(?:s|ped|ping)?\b|pinhole|\bpoor|brittle|blister|cloudy"
    r"|sour|sticky|can't|problem|trouble|short(?:age| of)|\black",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"想(?!不到|象)|(?<![需重主])要(?!求|是|不然|么)|找(?!到|过|货)|求(?!过)|招|聘|缺(?!陷|口)|急需|亟需"
    r"|需要|希望|寻"
    r"|怎么|咋|如何|哪[里儿家]|谁(?:能|会|家)|有没有|能不能|能否|可不可以|能做[啥什]|有什么办法|请(?:教|问"
    r"|人|专家)"
    r"|治理|贷|融资|办理|申请|\bwe (?:want|need|would like)|\bneed(?:s|ed)?\b|looking for|want(?:s|ed)? to"
    r"|\bhow (?:can"
    r"|do|to)"
    r"|\bwhere (?:can|do|to)|\bcan (?:you|any|some)|\bwho (?:can|could)|\bhire\b|would like|\bseek|is there",
    re.IGNORECASE,
)
# What is made anew is an object of its own, whatever was said before.
_MAKING = re.compile(
    r"(?:想|要|打算|准备|需要|找人|请人|计划)[^，。；,.;]{0,8}?(?:开发|研发|做成|做个|做一|设计"
    r"|上[个一套条自]|建|搞[个一]"
    r"|引进|买|换成|改成|改造|转型|注册|申请|申报|办|合办|培训|检测|化验)|做[啥什]|咋治|怎么处理"
    r"|\blooking for an? |\b(?:develop|design|build|buy|set up|automate|recycle)\b",
    re.IGNORECASE,
)
_REQUIREMENT = re.compile(
    r"^(?:\W|我们|还|也|而且|并且|它|这个|产品|最好|就是)*(?:想知道是不是|是不是|想知道原因|要(?!处理|解决"
    r"|做[^，。；]{0,8}(?:认证|检测|培训)"
    r"|找|招|请|贷)|能(?!不能|否|做[啥什])|须|必须|应"
    r"|可(?!不可)"
    r"|不得|不能|不可|不含|不用|不要|支持|具有|具备|保证|确保|满足|符合|达到|实现|成本|价格|预算|费用|经费"
    r"|周期|时间|工期|最好"
    r"|手机上|也|都|客户|试过|已经|换过|检查过|用过|做过|会(?!不会)|有[^，。；]{0,6}[证验]|it (?:must"
    r"|should|has to)|must\b|should\b"
    r"|cheap|the (?:price|cost|budget)|customers?\b|tried|we (?:also )?tried)",
    re.IGNORECASE,
)
_HAN_RUN = re.compile(r"[^\W\da-zA-Z_]{2,}")
_LONG_WORD = re.compile(r"[a-z]{5,}")
_RARE_ROUTES = (Route.PEOPLE, Route.FUNDING, Route.PLATFORM)


def is_statement(piece: str) -> bool:
    """Whether the piece is long enough to tell of something and is no requirement on something else."""
    return _long_enough(piece) and not is_requirement(piece)


def is_need(piece: str) -> bool:
    """Whether the piece tells of a trouble or asks for something of its own."""
    return is_statement(piece) and (has_trouble(piece) or asks(piece))


def has_trouble(piece: str) -> bool:
    """Whether something is wrong."""
    return bool(_TROUBLE.search(piece))


def asks(piece: str) -> bool:
    """Whether something is wanted or asked."""
    return bool(_ASKING.search(piece))


def asks_for_something_made(piece: str) -> bool:
    """Whether a thing is to be developed, bought, tested or applied for."""
    return bool(_MAKING.search(piece))


def is_requirement(piece: str) -> bool:
    """Whether the piece begins like a demand on, or a remark about, what was said before."""
    return bool(_REQUIREMENT.match(piece))


def asks_elsewhere(piece: str, before: str) -> bool:
    """Whether the piece wants people, money or a service, and what stands before wants something else."""
    route = choose_route(piece)
    return route in _RARE_ROUTES and route is not choose_route(before)


def shares_words(piece: str, other: str) -> bool:
    """Whether both speak of the same thing, as far as two characters or a word of five letters tell."""
    return not _words(piece).isdisjoint(_words(other))


def _words(piece: str) -> frozenset[str]:
    runs = _HAN_RUN.findall(content(piece))
    pairs = (run[at : at + 2] for run in runs for at in range(len(run) - 1))
    return frozenset([*pairs, *_LONG_WORD.findall(piece.casefold())])


def _long_enough(piece: str) -> bool:
    return sum(1 for sign in piece if sign.isalnum()) >= _SHORTEST
