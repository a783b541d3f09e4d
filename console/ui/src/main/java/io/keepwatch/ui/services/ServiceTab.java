package io.keepwatch.ui.services;

import com.vaadin.flow.component.Component;
import io.keepwatch.ui.page.PageChange;

/// One tab of a service's page. Only the open one reads.
interface ServiceTab {

    Component content();

    void load(PageChange why, ServiceFacts facts);
}
