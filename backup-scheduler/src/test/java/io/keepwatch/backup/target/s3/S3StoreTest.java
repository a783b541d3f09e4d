package io.keepwatch.backup.target.s3;

import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.ObjectStoreContract;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(S3ProxyExtension.class)
class S3StoreTest extends ObjectStoreContract {

    private final S3ProxyServer server;
    private final String bucket;

    S3StoreTest(S3ProxyServer server) {
        this.server = server;
        this.bucket = server.newBucket();
    }

    @Override
    protected ObjectStore open() {
        return S3Target.open(server.settings(bucket), Patience.DEFAULT);
    }

    @Override
    protected List<String> allThatIsThere() {
        return server.allIn(bucket);
    }
}
