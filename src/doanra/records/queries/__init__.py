"""Reads that pages and papers need, by stage: plain values out, a fixed number of queries."""
