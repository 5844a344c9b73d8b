"""Short courses, about two weeks, in delegations of 15 to 20 (Conclusion 39, section 2.4)."""

from doanra.policy.programme import ProgrammeTerms, RuleUse
from doanra.terms.words import Programme

TERMS = ProgrammeTerms(
    programme=Programme.SHORT,
    label="Bồi dưỡng ngắn hạn",
    source="Kết luận số 39-KL/TW, mục 2.4",
    rules=(
        RuleUse("audience"),
        RuleUse("task_done"),
        RuleUse("discipline"),
        RuleUse("exit_ban"),
        RuleUse("content_fit"),
        RuleUse("health"),
        RuleUse("months_left"),
        RuleUse("short_once"),
        RuleUse("twice_a_year"),
        RuleUse("consecutive_years"),
        RuleUse("commitment", by_departure=True),
        RuleUse("vetting"),
        RuleUse("overlap", blocks=False),
    ),
)
