# KTAB: a title, then positions and saliences in columns beside each other.
scale = interval:0..100
wide
columns = actor=Actor,position={issue} Position,salience={issue} Salience,capability=
ignore = Power
skip-lines = 1
