# Pol.is, participants-votes.csv of an export: columns called by a number are comments.
scale = ordinal:-1..1
wide
issue-columns = [0-9]*
