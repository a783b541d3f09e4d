package io.keepwatch.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Tests on the Keepwatch with the demo and the Chromium that all of them share: one after the other, in the one thread that Playwright
/// asks for, while the second thread runs other classes.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KeepwatchWithDemo.class)
@Execution(ExecutionMode.SAME_THREAD)
@interface WithDemo {}
