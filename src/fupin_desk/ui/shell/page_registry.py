"""The pages of the window, in the order of the rail. Each is built when it is first shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fupin_desk.ui.ledgers.ledger_tabs import kinds_of
from fupin_desk.ui.navigation.pages import Navigator, PageSpec


def _workbench(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.coverage.workbench import Workbench

    return Workbench(navigator)


def _behind(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.coverage.unit_list import BehindPage

    return BehindPage(navigator)


def _villages(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.lists.villages_page import VillagesPage

    return VillagesPage(navigator)


def _households(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.lists.households_page import HouseholdsPage

    return HouseholdsPage(navigator)


def _rounds(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.lists.rounds_page import RoundsPage

    return RoundsPage(navigator)


def _visits(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.lists.visits_page import VisitsPage

    return VisitsPage(navigator)


def _courses(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.lists.training_page import TrainingPage

    return TrainingPage(navigator)


def _ledger(name: str) -> Callable[[Navigator], QWidget]:
    def make(navigator: Navigator) -> QWidget:
        from fupin_desk.ui.ledgers.ledger_page import LedgerPage
        from fupin_desk.ui.ledgers.ledger_tabs import SHAPES

        return LedgerPage(navigator, SHAPES[name])

    return make


def _village_view(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.coverage.village_view import VillageView

    return VillageView(navigator)


def _household_view(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.coverage.household_view import HouseholdView

    return HouseholdView(navigator)


def _findings(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.findings.findings_page import FindingsPage

    return FindingsPage(navigator)


def _reports(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.reports.report_page import ReportPage

    return ReportPage(navigator)


def _exchange(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.exchange.exchange_page import ExchangePage

    return ExchangePage(navigator, [kind for page in PAGES for kind in page.kinds])


def _history(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.history.history_page import HistoryPage

    return HistoryPage(navigator)


def _health(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.safety.health_page import HealthPage

    return HealthPage(navigator)


def _settings(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.settings.settings_page import SettingsPage

    return SettingsPage(navigator)


def _help(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.help.help_page import HelpPage

    return HelpPage(navigator)


PAGES = (
    PageSpec("workbench", "工作台", "workbench", _workbench),
    PageSpec("behind", "名单", "tick_list", _behind, under="workbench"),
    PageSpec("village_view", "一村一页", "village", _village_view, under="villages"),
    PageSpec("household_view", "户卡", "card", _household_view, under="households"),
    PageSpec("villages", "村", "village", _villages, ("village",), gap=True),
    PageSpec("households", "农户", "household", _households, ("household",)),
    PageSpec("rounds", "帮扶轮次", "round", _rounds, ("assistance", "round")),
    PageSpec("visits", "专家服务", "visit", _visits, ("visit", "expert", "pairing")),
    PageSpec("projects", "项目库", "project", _ledger("projects"), ("project",), gap=True),
    PageSpec("entities", "经营主体", "entity", _ledger("entities"), kinds_of("entities")),
    PageSpec("courses", "培训", "training", _courses, ("course", "attendance")),
    PageSpec("shops", "电商", "shop", _ledger("shops"), kinds_of("shops")),
    PageSpec("loans", "信贷", "loan", _ledger("loans"), kinds_of("loans")),
    PageSpec("funds", "资金", "fund", _ledger("funds"), kinds_of("funds")),
    PageSpec("plans", "规划产业", "plan", _ledger("plans"), kinds_of("plans")),
    PageSpec("safeguards", "督查保障", "inspection", _ledger("safeguards"), kinds_of("safeguards")),
    PageSpec("findings", "差错清单", "findings", _findings, gap=True),
    PageSpec("reports", "报表", "report", _reports),
    PageSpec("exchange", "数据交换", "exchange", _exchange),
    PageSpec("history", "历史", "history", _history, gap=True),
    PageSpec("health", "备份与体检", "health", _health),
    PageSpec("settings", "设置", "settings", _settings),
    PageSpec("help", "帮助", "help", _help),
)
