# From bare events to counting-process rows (start, stop], with tmerge: what counts at a moment is what happened before it.
library(survival)

read_tab <- function(folder, name) {
  read.delim(file.path(folder, name), quote = "", comment.char = "", stringsAsFactors = FALSE, na.strings = character(0))
}

# One row a user: first start, first target after it in whole seconds, cut at the end of the data and at the horizon.
read_cohort <- function(folder, start, target, end_second, horizon = Inf) {
  events <- read_tab(folder, "events.tsv")
  events$second <- floor(events$ms / 1000)
  events <- events[order(events$position), ]
  entry <- events[events$event == start, ]
  entry <- entry[!duplicated(entry$user), ]
  users <- data.frame(user = entry$user, entry = entry$second, at = entry$position)
  goal <- events[events$event == target, ]
  goal <- goal[!duplicated(goal$user), ]
  users$goal <- goal$second[match(users$user, goal$user)]
  users <- users[is.na(users$goal) | users$goal > users$entry, ]
  if (is.na(end_second)) end_second <- max(events$second)
  users$converted <- as.integer(!is.na(users$goal))
  users$exit <- ifelse(users$converted == 1, users$goal, end_second) - users$entry
  late <- users$exit > horizon
  users$exit[late] <- horizon
  users$converted[late] <- 0L
  users <- users[users$exit > 0, ]
  events$time <- events$second - users$entry[match(events$user, users$user)]
  events <- events[!is.na(events$time) & events$time >= 0 & !(events$position %in% users$at), ]
  cells <- read_tab(folder, "cells.tsv")
  list(users = users, events = events, cells = cells, end_second = end_second)
}

# Value of a property on the start event; "missing" where it has none.
attribute_of <- function(cohort, property) {
  cells <- cohort$cells[cohort$cells$property == property, ]
  value <- cells$value[match(cohort$users$at, cells$position)]
  ifelse(is.na(value), "missing", value)
}

nth_of_user <- function(user) ave(seq_along(user), user, FUN = seq_along)

# When each user did an event for the nth time (only where a property has a value, if asked). Seconds since the start.
nth_time <- function(cohort, event, n, property = NULL, value = NULL) {
  e <- cohort$events[cohort$events$event == event, ]
  if (!is.null(property)) {
    cells <- cohort$cells[cohort$cells$property == property & cohort$cells$value == value, ]
    e <- e[e$position %in% cells$position, ]
  }
  e <- e[nth_of_user(e$user) == n, c("user", "time")]
  e
}

# What counts as activity: all events but passive ones, or only those whose name the user had done before since the start;
# what follows a counted one within ten seconds is the same act.
active_events <- function(cohort, passive, counts_first) {
  e <- cohort$events[!(cohort$events$event %in% passive), ]
  e <- e[counts_first | duplicated(e[c("user", "event")]), c("user", "time")]
  user <- e$user
  time <- e$time
  counted <- logical(nrow(e))
  last <- -Inf
  for (i in seq_len(nrow(e))) {
    if (i > 1 && user[i] != user[i - 1]) last <- -Inf
    if (time[i] - last >= 10) {
      counted[i] <- TRUE
      last <- time[i]
    }
  }
  e[counted, ]
}

begin_rows <- function(users, keep) {
  tmerge(users[c("user", "entry", keep)], users, id = user, conv = event(exit, converted))
}

add_switch <- function(rows, times, name) {
  rows <- tmerge(rows, times, id = user, new_column = tdc(time), options = list(tdcstart = 0))
  names(rows)[names(rows) == "new_column"] <- name
  rows
}

add_count <- function(rows, changes, name) {
  changes <- aggregate(by ~ user + time, changes, sum)
  changes <- changes[order(changes$user, changes$time), ]
  rows <- tmerge(rows, changes, id = user, new_column = cumtdc(time, by, 0))
  names(rows)[names(rows) == "new_column"] <- name
  rows
}

DAY <- 86400
HOUR <- 3600

# Four counts of events: altogether, of the last day, of the last hour, active days.
add_activity <- function(rows, active, parts) {
  window <- function(width) {
    rbind(data.frame(user = active$user, time = active$time, by = 1),
          data.frame(user = active$user, time = active$time + width, by = -1))
  }
  day <- floor(active$time / DAY)
  first_of_day <- active[!duplicated(data.frame(active$user, day)), ]
  changes <- list(
    "altogether" = transform(active, by = 1),
    "last day" = window(DAY),
    "last hour" = window(HOUR),
    "active days" = transform(first_of_day, by = 1)
  )
  for (part in parts) rows <- add_count(rows, changes[[part]], part)
  rows
}

# Bins of counts, three to an octave where whole numbers allow; 0 for none.
BIN_FROM <- unique(ceiling(2^((0:39) / 3) - 1e-9))
bin_of <- function(count, most) pmin(most, findInterval(count, BIN_FROM))

# Rows during which nobody converts belong to no risk set.
rows_that_count <- function(rows) {
  moments <- sort(unique(rows$tstop[rows$conv == 1]))
  rows[findInterval(rows$tstop, moments) > findInterval(rows$tstart, moments), ]
}
