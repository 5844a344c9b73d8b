"""Containers: bytes of any kind become grids of plain values, in bounded time and memory, or are refused."""
