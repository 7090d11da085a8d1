# Wahl-O-Mat as JSON, opinion.json: 0 agree, 1 disagree, 2 neutral. Names: --actor-names party.json:id=name.
input-format = json
scale = ordinal:disagree|neutral|agree
columns = actor=party,issue=statement,position=answer
values = 0=agree,1=disagree,2=neutral
