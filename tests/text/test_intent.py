import pytest

from matcher.domain.taxonomy import CooperationMode, Route, Taxonomy
from matcher.text.industry import guess_industries
from matcher.text.modes import find_modes
from matcher.text.route import choose_route


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("我们是做铸件的小厂,打压老是漏", "casting"),
        ("染出来的布一缸一个色", "dyeing"),
        ("喷水织机老断经", "weaving"),
        ("面包放两天就发霉", "baking_snacks"),
        ("混凝土路面开裂", "cement_concrete"),
        ("瓷砖釉面有针孔", "ceramics"),
        ("锂电池鼓包", "batteries"),
        ("PCB焊点虚焊", "pcb_assembly"),
        ("我们污水处理站COD老超标", "wastewater"),
        ("车间VOCs味道大", "waste_gas"),
        ("想做个好看的外观设计", "industrial_design"),
        ("仓库货找不到,物流乱", "logistics"),
        ("片剂溶出慢", "preparations"),
        ("Our castings leak", "casting"),
        ("dyeing mill with poor colour fastness", "dyeing"),
    ],
)
def test_knows_the_trade_by_its_words(text: str, industry: str, taxonomy: Taxonomy) -> None:
    assert guess_industries(text, taxonomy)[0] == industry


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("涤纶丝要上新品,研发和中试都要钱", "chemical_fibre"),
        ("农机样机,知识产权共享", "agricultural_machinery"),
        ("想申请专利,写商标", "ip_standards"),  # no trade is named
    ],
)
def test_a_trade_comes_before_the_services_it_mentions(text: str, industry: str, taxonomy: Taxonomy) -> None:
    assert guess_industries(text, taxonomy)[0] == industry


def test_only_the_pillar_is_named_where_nothing_more_is_said(taxonomy: Taxonomy) -> None:
    assert guess_industries("我们搞装备制造", taxonomy) == ("equipment",)
    assert guess_industries("你好", taxonomy) == ()


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("想委托高校开发一种新配方", ["commissioned"]),
        ("希望联合攻关", ["joint_development"]),
        ("想和大学共建实验室", ["joint_unit"]),
        ("想买一项成熟的专利技术", ["technology_transfer"]),
        ("要做个第三方检测,出检测报告", ["testing"]),
        ("给工人培训一下", ["training"]),
        ("请专家来厂里看看", ["expert_help"]),
        ("已与河南科技大学合作研发了多个品种", []),
        ("表面缺陷检测设备不准", []),
        ("铸件打压就漏", []),
        ("looking for a partner to jointly develop it", ["joint_development"]),
        ("这项技术可不可以转让给我们", ["technology_transfer"]),
        ("委托有资质的单位做老化测试", ["testing"]),
        ("模具这块想带点学生", ["training"]),
        ("哪位老师能来看看", ["expert_help"]),
        ("could someone come and have a look", ["expert_help"]),
        ("在王院士的指导下,我们做出了样机", []),
        ("集团拥有大量的行业专家", []),
        ("医院多委托第三方检测平台集中检验", []),
        ("平台实现线上培训、考核", []),
    ],
)
def test_hears_how_the_owner_wants_to_work_together(text: str, modes: list[str]) -> None:
    assert list(find_modes(text)) == [CooperationMode(mode) for mode in modes]


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("铸件打压就漏,怎么解决", Route.RESEARCH),
        ("招两个懂数控编程的师傅", Route.PEOPLE),
        ("缺模具设计工程师", Route.PEOPLE),
        ("招个懂日语的外贸业务员", Route.PEOPLE),
        ("这次招标要的设备怎么改", Route.RESEARCH),
        ("办一个食品生产许可证要多久", Route.PLATFORM),
        ("有没有人代办商标", Route.PLATFORM),
        ("我们做现代办公家具，桌面封边胶线发黄", Route.RESEARCH),
        ("举办的培训发证书，人来得少", Route.RESEARCH),
        ("需要一个招位器", Route.RESEARCH),
        ("想组织一次焊工培训", Route.PEOPLE),
        ("流动资金紧张,想贷款", Route.FUNDING),
        ("有没有设备更新的补贴可以申请", Route.FUNDING),
        ("产品要出口欧盟,哪里能做CE认证", Route.PLATFORM),
        ("想申请专利", Route.PLATFORM),
        ("找断屑刀片的供应商", Route.ENTERPRISE),
        ("需要找厂家采购一台现成的设备", Route.ENTERPRISE),
        ("We need to hire two engineers", Route.PEOPLE),
        ("Hiring: one welding engineer", Route.PEOPLE),
        ("想跟职校合作带几个学生", Route.PEOPLE),
        ("实用新型专利想申请,找谁写", Route.PLATFORM),
        ("patent search for a bottle cap", Route.PLATFORM),
        ("哪家的固化剂好", Route.ENTERPRISE),
        ("拟投入资金60万元联合开发无抗饲料配方", Route.RESEARCH),
        ("希望专家指导怎么降低损耗", Route.RESEARCH),
    ],
)
def test_sends_a_need_where_it_can_be_answered(text: str, route: Route) -> None:
    assert choose_route(text, find_modes(text)) is route
