package io.keepwatch.backup.target.s3;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.target.ObjectKeys;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.ObjectUpload;
import io.keepwatch.backup.target.StoredObject;
import io.keepwatch.backup.target.WholeObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects in a bucket.
final class S3Store implements ObjectStore {

    private final S3Settings settings;
    private final S3Client client;
    private final S3Requests requests;
    private final PartSizes sizes;

    S3Store(S3Settings settings, S3Client client) {
        this.settings = settings;
        this.client = client;
        this.requests = new S3Requests(settings, client);
        this.sizes = new PartSizes((int) settings.partSize().toBytes());
    }

    @Override
    public ObjectUpload create(String key, String storageClass) throws IOException {
        return new S3Upload(requests, ObjectKeys.check(key), storageClass, sizes);
    }

    @Override
    public InputStream read(String key) throws IOException {
        var response = requests.read(ObjectKeys.check(key));
        return new WholeObject(new S3Reader(response, new S3Fault(settings), key), response.response().contentLength(),
                key + " in " + settings.place());
    }

    @Override
    public Optional<StoredObject> find(String key) throws IOException {
        return requests.find(ObjectKeys.check(key));
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> each) throws IOException {
        String inBucket = settings.prefix().isEmpty() ? prefix : settings.prefix() + "/" + prefix;
        var pages = client.listObjectsV2Paginator(request -> request.bucket(settings.bucket()).prefix(inBucket)).iterator();
        while (requests.guarded("list", prefix, pages::hasNext)) {
            for (S3Object object : requests.guarded("list", prefix, pages::next).contents()) {
                each.accept(new StoredObject(settings.keyInTarget(object.key()), object.size(),
                        S3Requests.storageClass(object.storageClassAsString()), object.lastModified()));
            }
        }
    }

    @Override
    public void delete(String key) throws IOException {
        requests.delete(ObjectKeys.check(key));
    }

    @Override
    public void sweepUploads(Instant startedBefore) throws IOException {
        String inBucket = settings.prefix().isEmpty() ? "" : settings.prefix() + "/";
        var pages = client.listMultipartUploadsPaginator(request -> request.bucket(settings.bucket()).prefix(inBucket)).iterator();
        while (requests.guarded("list the uploads of", settings.bucket(), pages::hasNext)) {
            for (MultipartUpload upload : requests.guarded("list the uploads of", settings.bucket(), pages::next).uploads()) {
                if (upload.initiated().isBefore(startedBefore)) {
                    requests.abort(settings.keyInTarget(upload.key()), upload.uploadId());
                }
            }
        }
    }

    @Override
    public List<Check> test() {
        return S3Checks.run(this, settings, client);
    }

    @Override
    public void close() {
        client.close();
    }
}
