"""Live boards: what stands in ``board`` and ``board_unit``, refreshed every few seconds.

Pages read these two tables only, so that no page costs more when more people take part. While a
round runs a refresh reads ``round_result``; once it is over a refresh ranks the round exactly as a
publication would; publishing puts the published result there.
"""

from quiz.services.boards.content import BoardContent, Leader
from quiz.services.boards.leagues import (
    LeaguePage,
    LeaguePlace,
    league_board,
    league_kinds,
    league_place,
)
from quiz.services.boards.levels import UnitLevel, unit_board
from quiz.services.boards.lines import UNITS_PER_PAGE, BoardRow
from quiz.services.boards.rank_history import RankHistory, ranks_over_rounds
from quiz.services.boards.refreshing import (
    claim,
    computed,
    content_of,
    is_due,
    is_old,
    refresh,
    store,
)
from quiz.services.boards.states import BoardState, OwnUnit, board_state, leaders_of, round_boards

__all__ = [
    "UNITS_PER_PAGE",
    "BoardContent",
    "BoardRow",
    "BoardState",
    "Leader",
    "LeaguePage",
    "LeaguePlace",
    "OwnUnit",
    "RankHistory",
    "UnitLevel",
    "board_state",
    "claim",
    "computed",
    "content_of",
    "is_due",
    "is_old",
    "leaders_of",
    "league_board",
    "league_kinds",
    "league_place",
    "ranks_over_rounds",
    "refresh",
    "round_boards",
    "store",
    "unit_board",
]
