// keep
