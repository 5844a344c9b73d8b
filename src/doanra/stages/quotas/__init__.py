"""Quotas of units: whether a year has them, the acts in its ledger, how much room is left."""

from doanra.stages.quotas.entering import enter, open_quotas
from doanra.stages.quotas.room import Room, RoomOf, room, room_of, take

__all__ = ["Room", "RoomOf", "enter", "open_quotas", "room", "room_of", "take"]
