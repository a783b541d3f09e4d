/// Owns who may do what: users, roles, API tokens and the limit on failed sign-ins.
@NullMarked
package io.keepwatch.access;

import org.jspecify.annotations.NullMarked;
