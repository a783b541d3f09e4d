package io.keepwatch.clickhouse;

import com.clickhouse.client.api.ClientConfigProperties;
import com.clickhouse.jdbc.DataSourceImpl;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// A pool of JDBC connections that starts anew when ClickHouse answers at another endpoint.
final class PooledDataSource extends AbstractDataSource implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 16;
    private static final long WAIT_FOR_CONNECTION_MS = 10_000;

    private final Session session;
    private @Nullable ClickHouseEndpoint pooledEndpoint;
    private @Nullable HikariDataSource pool;

    PooledDataSource(Session session) {
        this.session = session;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return poolFor(session.clickhouse().current()).getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException("Cannot connect to ClickHouse as another user: the endpoint decides who we are");
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
            pool = null;
            pooledEndpoint = null;
        }
    }

    private synchronized HikariDataSource poolFor(ClickHouseEndpoint endpoint) {
        if (pool == null || !endpoint.equals(pooledEndpoint)) {
            close();
            pool = newPool(endpoint);
            pooledEndpoint = endpoint;
        }
        return pool;
    }

    private HikariDataSource newPool(ClickHouseEndpoint endpoint) {
        var config = new HikariConfig();
        config.setPoolName("clickhouse" + (session.readOnly() ? "-reader" : ""));
        config.setDataSource(new DataSourceImpl("jdbc:ch:" + endpoint.url() + "/", properties(endpoint)));
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1); // ClickHouse may be away again already; the first use says so
        config.setConnectionTimeout(WAIT_FOR_CONNECTION_MS);
        return new HikariDataSource(config);
    }

    private Properties properties(ClickHouseEndpoint endpoint) {
        var credentials = session.credentials(endpoint);
        var properties = new Properties();
        properties.setProperty(ClientConfigProperties.USER.getKey(), credentials.user());
        properties.setProperty(ClientConfigProperties.PASSWORD.getKey(), credentials.password().reveal());
        properties.setProperty(ClientConfigProperties.DATABASE.getKey(), session.database(endpoint));
        properties.setProperty(ClientConfigProperties.CLIENT_NAME.getKey(), "keepwatch");
        if (endpoint.loopback()) {
            properties.setProperty(ClientConfigProperties.COMPRESS_SERVER_RESPONSE.getKey(), "false");
        }
        session.settings().forEach((name, value) ->
                properties.setProperty(ClientConfigProperties.serverSetting(name), value));
        return properties;
    }
}
