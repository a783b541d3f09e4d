-- The right of one process to act. Rows stay: a token must never be given out twice.
create table lease (
    name  varchar(200)                not null primary key,
    owner varchar(200)                not null,
    until timestamp(6) with time zone not null,
    token bigint                      not null
);
