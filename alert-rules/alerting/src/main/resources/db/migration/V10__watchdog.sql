-- One row, once anything has arrived: the youngest test sample that a notifier of Keepwatch's own has received.
create table watchdog_arrival (
    id         int                         not null primary key,
    sampled_at timestamp(6) with time zone not null,
    arrived_at timestamp(6) with time zone not null
);
