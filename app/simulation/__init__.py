"""A made-up county in which agencies drop things, and how much of what they drop is found, and when.

The rooms behind the wall: `life` and `groups` decide what truly happens and what is reported of it, knowing
nothing of any rule. `driver` plays the reports to a detector that is handed in. `scoring` holds the two together.
"""
