package io.keepwatch;

import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/// The pages, where there is a console to show them.
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
@ComponentScan("io.keepwatch.ui")
class ConsolePages {}
