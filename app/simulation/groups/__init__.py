"""What happens in each target group: who was meant to do what, who dropped it, and what was reported of it."""
