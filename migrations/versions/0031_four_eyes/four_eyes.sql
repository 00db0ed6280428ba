-- Who has proposed it: issuer and subject, as the token has them. Nobody is known of those that were proposed before.
alter table sip.agreement_preview add column proposer text;

-- Why somebody has taken the version into use alone, by a code; null: another person had proposed it, or it is the
-- body's first, or from before this was kept.
alter table sip.coordination_body
    add column alone text
        constraint coordination_body_alone check (alone in ('nobody-else', 'urgent', 'wrong-before'));
