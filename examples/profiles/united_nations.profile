# Roll calls of the United Nations General Assembly: 1 yes, 2 abstain, 3 no, 8 absent, 9 not a member.
scale = ordinal:no|abstain|yes
columns = actor=Country,issue=rcid,position=vote
values = 1=yes,2=abstain,3=no,8=,9=
