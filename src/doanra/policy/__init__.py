"""The regulations as code: facts in, findings out. Pure; standard library only. Front door: `assess.assess`."""
