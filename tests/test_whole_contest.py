from tests.whole_contest.cast import *
from tests.whole_contest.contestant import *
from tests.whole_contest.staff import *
from tests.whole_contest.papers import *
from tests.whole_contest.attempts import *
import time, pytest
def test_x(app, runner, clock, database_kind):
    t=time.time()
    app.config["WTF_CSRF_ENABLED"]=True
    people=cast(300); counts=headcounts(people)
    org=Organizer(appointed(app,runner,"Phạm Thị Giang","organizer"))
    org.loads_units(counts); org.loads_bank(); org.makes_contest()
    clock.set("2026-11-21T10:00:00+07:00")
    off=Officer(appointed(app,runner,"Lý Văn Hòa","unit_officer","--unit","lang-son:BG"))
    off.loads_people(people_file(p for p in people if p.is_imported))
    codes=off.issues_codes()
    cs=[Contestant(p,Browser(app.test_client())) for p in people]
    for c in cs:
        if c.person.is_imported: c.code=codes[c.person.name,c.person.unit.name]
    print("setup",time.time()-t); t=time.time()
    def story(c):
        yield from c.registers()
        yield from c.takes_all(1, sum(len(p.counting(1)) for p in people))
    live(clock,[story(c) for c in cs])
    print("r1",time.time()-t)
