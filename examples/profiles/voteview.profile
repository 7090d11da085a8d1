# Voteview, the votes of a congress: cast codes 1 to 3 are yea, 4 to 6 nay, the others no vote.
scale = nominal:nay|yea
columns = actor=icpsr,issue=congress+chamber+rollnumber,position=cast_code
values = 1..3=yea,4..6=nay,0=,7..9=
