package io.keepwatch.ingest.otlp;

import io.keepwatch.telemetry.batch.AttributesColumn;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/// Attributes that many rows of a batch share, such as those of a resource: translated for the first row,
/// copied within the column for the others.
final class RecordOrigin {

    static final String UNKNOWN_SERVICE = "unknown_service";

    private final List<KeyValue> attributes;
    private final int bytes;
    private int firstRow = -1;

    RecordOrigin(List<KeyValue> attributes, int bytes) {
        this.attributes = attributes;
        this.bytes = bytes;
    }

    static String serviceName(Resource resource) {
        String name = AttributeText.find(resource.getAttributesList(), "service.name");
        return name.isEmpty() ? UNKNOWN_SERVICE : name;
    }

    /// Encoded size.
    int bytes() {
        return bytes;
    }

    void appendTo(AttributesColumn column) {
        if (firstRow >= 0) {
            column.appendSameAs(firstRow);
        } else {
            firstRow = column.size();
            append(attributes, column);
        }
    }

    static void append(List<KeyValue> attributes, AttributesColumn column) {
        for (KeyValue attribute : attributes) {
            column.add(attribute.getKey(), AttributeText.of(attribute.getValue()));
        }
        column.endRow();
    }
}
