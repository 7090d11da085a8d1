# Pol.is, votes.csv of an export: a row for each vote, times in milliseconds; the last vote on a comment counts.
scale = ordinal:-1..1
columns = actor=voter-id,issue=comment-id,position=vote,from=timestamp
repeated = latest
dates = unix-ms
