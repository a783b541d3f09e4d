-- Until when PagerDuty was told of deploys and restores; one row.
create table change_event (
    covered_until timestamp(6) with time zone not null
);
