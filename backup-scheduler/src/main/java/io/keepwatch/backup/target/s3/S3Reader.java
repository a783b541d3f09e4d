package io.keepwatch.backup.target.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// An object's bytes as they come; closed early, it drops the connection instead of reading the rest.
final class S3Reader extends FilterInputStream {

    private final S3Fault fault;
    private final String key;
    private final ResponseInputStream<GetObjectResponse> response;
    private boolean atEnd;

    S3Reader(ResponseInputStream<GetObjectResponse> response, S3Fault fault, String key) {
        super(response);
        this.response = response;
        this.fault = fault;
        this.key = key;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int count = response.read(bytes, offset, length);
            atEnd |= count < 0;
            return count;
        } catch (SdkException e) {
            throw fault.explain("read", key, e);
        } catch (IOException e) {
            throw fault.broken("read", key, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (atEnd) {
            response.close();
        } else {
            response.abort();
        }
    }
}
