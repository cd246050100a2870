"""The pages of the window, in the order of the rail. Each is built when it is first shown."""

from PySide6.QtWidgets import QWidget

from fupin_desk.ui.list_page import ListPage
from fupin_desk.ui.pages import Navigator, PageSpec


def _workbench(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.workbench import Workbench

    return Workbench(navigator)


def _behind(navigator: Navigator) -> QWidget:
    from fupin_desk.ui.behind import BehindPage

    return BehindPage(navigator)


def _villages(navigator: Navigator) -> QWidget:
    return ListPage(navigator, "村", ("village",))


def _households(navigator: Navigator) -> QWidget:
    return ListPage(navigator, "农户", ("household",))


def _rounds(navigator: Navigator) -> QWidget:
    return ListPage(navigator, "帮扶轮次", ("assistance", "round"))


def _visits(navigator: Navigator) -> QWidget:
    return ListPage(navigator, "专家服务", ("visit", "expert", "pairing"))


def _courses(navigator: Navigator) -> QWidget:
    return ListPage(navigator, "培训", ("course", "attendance"))


PAGES = (
    PageSpec("workbench", "工作台", "workbench", _workbench),
    PageSpec("behind", "名单", "tick_list", _behind, in_rail=False),
    PageSpec("villages", "村", "village", _villages, ("village",)),
    PageSpec("households", "农户", "household", _households, ("household",)),
    PageSpec("rounds", "帮扶轮次", "round", _rounds, ("assistance", "round")),
    PageSpec("visits", "专家服务", "visit", _visits, ("visit", "expert", "pairing")),
    PageSpec("courses", "培训", "training", _courses, ("course", "attendance")),
)
