create table app_user (
    name                varchar(100)                not null primary key,
    role                varchar(20)                 not null,
    password_hash       varchar(200)                not null,
    disabled            boolean                     not null,
    created_at          timestamp(6) with time zone not null,
    password_changed_at timestamp(6) with time zone not null
);

-- Only the hash of a token is kept: it is 256 random bits, so a plain SHA-256 cannot be guessed back.
create table api_token (
    id           varchar(40)                 not null primary key,
    name         varchar(100)                not null,
    hash         varchar(64)                 not null unique,
    role         varchar(20)                 not null,
    created_by   varchar(100)                not null,
    created_at   timestamp(6) with time zone not null,
    expires_at   timestamp(6) with time zone,
    last_used_at timestamp(6) with time zone,
    revoked_at   timestamp(6) with time zone
);
