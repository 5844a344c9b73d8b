"""Rows for who sits where in the running courses of a plan, one person's seat among them; `swap` solves them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from doanra.planner.ledger import Ledger, Running, free_for, lacks_field
from doanra.planner.modes import smallest_field
from doanra.planner.problem import Nominee
from doanra.planner.rows import Linear, Rows, Values

WHOLE = 60_000
"""More columns than this are not built: then only those near the person may change seats."""


class Seating:
    """A column for each free person in each course that could take them; everybody else keeps their seat.

    ``whole`` says whether everybody is free, so that what is proven is proven of the whole problem.
    """

    def __init__(self, ledger: Ledger, person: Nominee, *, held: Collection[str] = (), most: int = WHOLE) -> None:
        self.ledger, self.problem, self.person = ledger, ledger.problem, person
        self.rows = Rows()
        self.now = {name: places[-1] for name, places in ledger.seats.items()}
        places = {running.course.id: n for n, running in enumerate(ledger.entries) if running.members}
        self.wishes = {
            one.id: [places[choice.course] for choice in one.choices if choice.course in places]
            for one in self.problem.nominees
        }
        self.whole = sum(map(len, self.wishes.values())) <= most
        free = self._everybody() if self.whole else self._near()
        self.free = {name for name in free if name not in held or name not in self.now}
        self.columns: dict[tuple[str, int], int] = {}
        self.by_course: dict[int, dict[str, int]] = defaultdict(dict)
        self.by_person: dict[str, list[int]] = defaultdict(list)
        for name in (one.id for one in self.problem.nominees if one.id in self.free):
            for place in self._open(self.problem.nominee[name]):
                column = self.rows.column()
                self.columns[name, place] = self.by_course[place][name] = column
                self.by_person[name].append(column)
        if self.open_to(person):
            self._build()

    def open_to(self, person: Nominee) -> bool:
        """Whether any running course could take this person at all."""
        return bool(self.by_person.get(person.id))

    def places(self, values: Values) -> dict[str, str]:
        """The course of everybody with a seat."""
        stay = {name: place for name, place in self.now.items() if name not in self.free}
        moved = {name: place for (name, place), column in self.columns.items() if values[column]}
        return {name: self.ledger.entries[place].course.id for name, place in {**stay, **moved}.items()}

    def displaced(self) -> Linear:
        """How many with a seat lose or change it: to be small before all else."""
        stays = [self.columns[name, place] for name, place in self.now.items() if name in self.free]
        return Linear([(column, -1) for column in stays], len(stays))

    def consequences(self) -> Linear:
        """Who loses their seat, then who comes in besides, then units without any seat: to be small in this order."""
        lost, besides = Linear(), Linear()
        for name, columns in self.by_person.items():
            if name in self.now:
                lost.terms += [(column, -1) for column in columns]
                lost.constant += 1
            elif name != self.person.id:
                besides.terms += [(column, 1) for column in columns]
        bare = self._bare_units()
        return _in_order([lost, besides, bare], widths=(len(self.by_person) + 1, len(bare.terms) + 1))

    def _everybody(self) -> Iterable[str]:
        return (one.id for one in self.problem.nominees if self.wishes[one.id] or one.id in self.now)

    def _near(self) -> set[str]:
        """The members of the person's courses, colleagues of the person, and all who wait for the same courses."""
        mine, unit = set(self.wishes[self.person.id]), self.person.unit
        near = {name for name, place in self.now.items() if place in mine}
        near |= {one.id for one in self.problem.nominees if one.unit == unit and self.wishes[one.id]}
        return near | {name for name, places in self.wishes.items() if name not in self.now and mine & set(places)}

    def _open(self, person: Nominee) -> list[int]:
        """Where a person could sit: choices on their days, and where they sit now."""
        found = [
            place
            for place in self.wishes[person.id]
            if free_for(person, course=self.ledger.entries[place].course, start=self.ledger.entries[place].start)
        ]
        now = self.now.get(person.id)
        return found if now is None or now in found else [*found, now]

    def _fixed(self, place: int) -> list[Nominee]:
        return [one for one in self.ledger.entries[place].members if one.id not in self.free]

    def _build(self) -> None:
        for name, columns in self.by_person.items():
            low = 1 if name == self.person.id else None
            self.rows.add([(column, 1) for column in columns], low=low, high=1)
        for place, running in enumerate(self.ledger.entries):
            mine, fixed = self.by_course.get(place, {}), self._fixed(place)
            if mine:
                self._bands(running, mine, fixed)
                self._numbers(running, mine, fixed)
                self._leader(running, mine, fixed)
        self._units()
        self._whole_plan()

    def _bands(self, running: Running, columns: dict[str, int], fixed: list[Nominee]) -> None:
        """One window of bands holds all; one as wide as the members of now need, if that is more."""
        now = [one.band for one in running.members]
        span = max(running.course.band_span, max(now) - min(now) + 1 if now else 0)
        bands = sorted({self.problem.nominee[name].band for name in columns} | {one.band for one in fixed})
        if bands[-1] - bands[0] < span:
            return
        windows = {low: self.rows.column() for low in bands}
        self.rows.add([(column, 1) for column in windows.values()], low=1, high=1)
        for name, column in columns.items():
            band = self.problem.nominee[name].band
            self.rows.add([(column, 1), *((w, -1) for low, w in windows.items() if low <= band < low + span)], high=0)
        for band in {one.band for one in fixed}:
            self.rows.add([(w, 1) for low, w in windows.items() if low <= band < low + span], low=1)

    def _numbers(self, running: Running, columns: dict[str, int], fixed: list[Nominee]) -> None:
        """The number of members, and for each number how many of them must work in the field."""
        course, now, base = running.course, len(running.members), len(fixed)
        low, high = min(course.seats[0], now), max(course.seats[1], now)
        ones = [(column, 1) for column in columns.values()]
        self.rows.add(ones, low=low - base, high=high - base)
        if not course.field or lacks_field(course, in_field=running.in_field, seats=now):
            return
        numbers = {n: self.rows.column() for n in range(low, high + 1)}
        self.rows.add([(column, 1) for column in numbers.values()], low=1, high=1)
        self.rows.add([*ones, *((column, -n) for n, column in numbers.items())], low=-base, high=-base)
        inside = [(c, 1) for name, c in columns.items() if self.problem.nominee[name].field == course.field]
        have = sum(one.field == course.field for one in fixed)
        needs = [(column, -smallest_field(course, seats=n)) for n, column in numbers.items()]
        self.rows.add([*inside, *needs], low=-have)

    def _leader(self, running: Running, columns: dict[str, int], fixed: list[Nominee]) -> None:
        able = any(one.can_lead for one in running.members)
        if able and not any(one.can_lead for one in fixed):
            leads = [(c, 1) for name, c in columns.items() if self.problem.nominee[name].can_lead]
            self.rows.add(leads, low=1)

    def _units(self) -> None:
        """Per unit and first day of a course: no more away than allowed, or than now if that is more."""
        spans: dict[str, list[tuple[date, date, int]]] = defaultdict(list)
        for (name, place), column in self.columns.items():
            running = self.ledger.entries[place]
            spans[self.problem.nominee[name].unit].append((running.start, running.end, column))
        kept = self._fixed_spans()
        for unit, mine in spans.items():
            limit, away = self.problem.unit[unit].away_limit, self.ledger.away.get(unit, ())
            fixed = kept.get(unit, [])
            for day in sorted({first for first, _, _ in mine} | {first for first, _ in fixed}):
                on = [(column, 1) for first, end, column in mine if first <= day < end]
                now = sum(first <= day < end for first, end in away)
                room = max(limit, now) - sum(first <= day < end for first, end in fixed)
                if len(on) > room:
                    self.rows.add(on, high=room)

    def _fixed_spans(self) -> dict[str, list[tuple[date, date]]]:
        """Days on which people away keep their seats, by unit."""
        found: dict[str, list[tuple[date, date]]] = defaultdict(list)
        for place, running in enumerate(self.ledger.entries):
            for one in self._fixed(place):
                found[one.unit].append((running.start, running.end))
        return found

    def _whole_plan(self) -> None:
        """No seat fewer in all, no target exceeded, no more money than there is (or than now, if that is more)."""
        seats: dict[str, list[tuple[int, int]]] = defaultdict(list)
        cost: list[tuple[int, int]] = []
        seated, money = Counter[str](), 0
        for place, running in enumerate(self.ledger.entries):
            programme, price = running.course.programme, running.course.cost_per_head
            columns = self.by_course.get(place, {}).values()
            seats[programme] += [(column, 1) for column in columns]
            cost += [(column, price) for column in columns]
            gone = sum(one.id in self.free for one in running.members)
            seated[programme] += gone
            money += gone * price
        for programme, columns_of in seats.items():
            spare = max(0, self.problem.targets[programme] - self.ledger.seated[programme])
            self.rows.add(columns_of, high=seated[programme] + spare)
        spare_money = max(0, self.problem.limits.budget - self.ledger.cost)
        self.rows.add(cost, high=money + spare_money)
        self.rows.add([term for columns_of in seats.values() for term in columns_of], low=seated.total())

    def _bare_units(self) -> Linear:
        """Units that could have a seat and have none."""
        found = Linear()
        mine: dict[str, list[int]] = defaultdict(list)
        for name, columns in self.by_person.items():
            mine[self.problem.nominee[name].unit] += columns
        kept = {self.problem.nominee[name].unit for name in self.now if name not in self.free}
        for unit, columns in mine.items():
            if unit in self.problem.hopeful_ids and unit not in kept:
                bare = self.rows.column()
                self.rows.add([(bare, 1), *((column, 1) for column in columns)], low=1)
                found.terms.append((bare, 1))
        return found


def _in_order(sums: list[Linear], *, widths: tuple[int, ...]) -> Linear:
    """One sum whose smallest value is that of these in strict order; each after the first stays below its width."""
    found, weight = Linear(), 1
    for one, width in zip(reversed(sums), (*reversed(widths), 1), strict=True):
        found.terms += [(column, factor * weight) for column, factor in one.terms]
        found.constant += one.constant * weight
        weight *= width
    merged: dict[int, int] = defaultdict(int)
    for column, factor in found.terms:
        merged[column] += factor
    return Linear(list(merged.items()), found.constant)
