-- What an evaluation leaves for the next one, in whatever process; written under the lease of the group's shard.
create table rule_group (
    id              varchar(32)                 not null primary key,
    file            varchar                     not null,
    name            varchar                     not null,
    interval_millis bigint                      not null,
    last_slot       timestamp(6) with time zone,
    -- when this row was written, by the clock of the process; a group that nobody evaluates any more is found by it
    saved_at        timestamp(6) with time zone not null,
    -- of each rule: health, error, last evaluation, what is known of its data; JSON
    rules           varchar                     not null
);

-- What is long: the series that a rule wrote last, for those that vanish get a stale marker, and those for which there was data; JSON,
-- compressed. Written only when it is another.
create table rule_memory (
    rule_id  varchar(32) not null primary key,
    group_id varchar(32) not null references rule_group (id) on delete cascade,
    content  bytea       not null
);

create index rule_memory_group on rule_memory (group_id);

-- Alerts that are pending or fire, and those that ended within the last 15 minutes.
create table rule_alert (
    id                varchar(32)                 not null primary key,
    rule_id           varchar(32)                 not null,
    group_id          varchar(32)                 not null references rule_group (id) on delete cascade,
    state             varchar(20)                 not null,
    labels            varchar                     not null,
    source            varchar                     not null,
    annotations       varchar                     not null,
    -- bits of the number: not every database keeps a NaN
    value_bits        bigint                      not null,
    active_at         timestamp(6) with time zone not null,
    fired_at          timestamp(6) with time zone,
    resolved_at       timestamp(6) with time zone,
    keep_firing_since timestamp(6) with time zone,
    last_sent_at      timestamp(6) with time zone,
    seen_at           timestamp(6) with time zone not null,
    no_data_since     timestamp(6) with time zone
);

create index rule_alert_group on rule_alert (group_id);

-- What became of alerts, in the order in which it was committed.
create table alert_change (
    position      bigint                      not null primary key,
    at            timestamp(6) with time zone not null,
    kind          varchar(20)                 not null,
    alert_id      varchar(32)                 not null,
    rule_id       varchar(32)                 not null,
    file          varchar                     not null,
    group_name    varchar                     not null,
    rule          varchar                     not null,
    labels        varchar                     not null,
    annotations   varchar                     not null,
    value_bits    bigint                      not null,
    active_at     timestamp(6) with time zone not null,
    fired_at      timestamp(6) with time zone not null,
    no_data_since timestamp(6) with time zone,
    cause         varchar                     not null
);

create index alert_change_at on alert_change (at);
create index alert_change_alert on alert_change (alert_id, position);

-- One row, locked until the transaction that takes positions is committed: so they are committed in their order.
create table alert_position (
    last bigint not null
);

insert into alert_position (last) values (0);
