-- The daily mail: a row for each recipient and local day that is done.
create table digest (
    recipient     varchar                     not null,
    day_local     date                        not null,
    -- what happened before was reported, in this one or an earlier one
    covered_until timestamp(6) with time zone not null,
    state         varchar(20)                 not null,
    -- what the mail server said
    outcome       varchar                     not null,
    written_at    timestamp(6) with time zone not null,
    primary key (recipient, day_local)
);
