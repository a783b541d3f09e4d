-- Long work and its steps: the journal from which a run goes on after a crash.
create table backup_run (
    id            varchar(40)                 not null primary key,
    kind          varchar(20)                 not null,
    plan          varchar(100),
    slot          varchar(60),
    requested_by  varchar(200)                not null,
    owner         varchar(200),
    phase         varchar(20)                 not null,
    created_at    timestamp(6) with time zone not null,
    started_at    timestamp(6) with time zone,
    completed_at  timestamp(6) with time zone,
    wait_until    timestamp(6) with time zone,
    wait_reason   varchar(1000),
    cancel_by     varchar(200),
    backup_id     varchar(60),
    error_message varchar(4000),
    error_hint    varchar(4000),
    trace_id      varchar(32),
    -- what was asked for, as JSON: a restore's request, a verification's backup
    request       varchar(10000)              not null,
    -- a slot is run once, whoever is woken for it
    constraint backup_run_slot unique (plan, slot)
);

create index backup_run_created on backup_run (created_at);
create index backup_run_phase on backup_run (phase);

create table backup_run_step (
    run_id       varchar(40)   not null references backup_run (id) on delete cascade,
    position     integer       not null,
    name         varchar(100)  not null,
    description  varchar(1000) not null,
    phase        varchar(20)   not null,
    started_at   timestamp(6) with time zone,
    completed_at timestamp(6) with time zone,
    bytes        bigint        not null,
    total_bytes  bigint,
    detail       varchar(1000),
    primary key (run_id, position)
);

-- Facts that a step keeps across crashes, written before the outside world changes.
create table backup_run_fact (
    run_id varchar(40)   not null references backup_run (id) on delete cascade,
    name   varchar(200)  not null,
    fact   varchar(4000) not null,
    primary key (run_id, name)
);

create table backup_run_log (
    run_id varchar(40)                 not null references backup_run (id) on delete cascade,
    line   integer                     not null,
    at     timestamp(6) with time zone not null,
    step   varchar(100)                not null,
    text   varchar(4000)               not null,
    primary key (run_id, line)
);

-- The catalog: a cache of the manifests in the targets.
create table backup (
    id                  varchar(60)                 not null primary key,
    plan                varchar(100)                not null,
    source_type         varchar(50)                 not null,
    db_system           varchar(50)                 not null,
    server_address      varchar(255)                not null,
    server_port         integer                     not null,
    db_namespace        varchar(255)                not null,
    started_at          timestamp(6) with time zone not null,
    snapshot_at         timestamp(6) with time zone not null,
    completed_at        timestamp(6) with time zone not null,
    bytes               bigint                      not null,
    verification_level  varchar(20)                 not null,
    verification_state  varchar(20)                 not null,
    verified_at         timestamp(6) with time zone,
    verification_detail varchar(2000),
    held_by             varchar(200),
    held_why            varchar(1000),
    held_since          timestamp(6) with time zone,
    -- retention has marked it, and can take it back until then
    delete_after        timestamp(6) with time zone
);

create index backup_plan on backup (plan, started_at);

create table backup_copy (
    backup_id     varchar(60)  not null references backup (id) on delete cascade,
    target        varchar(100) not null,
    path          varchar(1000) not null,
    storage_class varchar(50)  not null,
    state         varchar(20)  not null,
    detail        varchar(2000),
    primary key (backup_id, target)
);
