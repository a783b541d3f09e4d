-- Expired ones stay for 120 hours.
create table silence (
    id         varchar(36)                 not null primary key,
    -- JSON, in their order
    matchers   varchar                     not null,
    starts_at  timestamp(6) with time zone not null,
    ends_at    timestamp(6) with time zone not null,
    updated_at timestamp(6) with time zone not null,
    created_by varchar                     not null,
    comment    varchar                     not null
);
