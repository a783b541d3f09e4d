-- Append-only: each row holds the hash of the row before it, so that a changed or missing row is found.
create table audit_entry (
    id            bigint                      not null primary key,
    at            timestamp(6) with time zone not null,
    who           varchar(200)                not null,
    role          varchar(20)                 not null,
    address       varchar(100)                not null,
    action        varchar(100)                not null,
    object        varchar(500)                not null,
    result        varchar(20)                 not null,
    detail        varchar(10000)              not null,
    previous_hash varchar(64)                 not null,
    hash          varchar(64)                 not null
);

create index audit_entry_at on audit_entry (at);

-- One row, locked by each append: the chain has one end whichever process writes.
create table audit_end (
    id        integer     not null primary key,
    last_id   bigint      not null,
    last_hash varchar(64) not null
);

insert into audit_end (id, last_id, last_hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
