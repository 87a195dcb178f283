// SPDX-FileCopyrightText: 2026 The Periplus developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/web/gunzip.h"

#include "packed.h"

#include <QBuffer>
#include <QTest>

using engine::GunzipResult;

class TestGunzip final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unpacks_data();
    void unpacks();
    void everyTruncation();
    void everyDamagedByte();
    void theLimitIsExact();
    void stops();
    void unreadable();
    void recognises();

private:
    GunzipResult unpack(const QByteArray &bytes, qint64 limit = 1 << 24);

    QByteArray m_out;
};

GunzipResult TestGunzip::unpack(const QByteArray &bytes, qint64 limit)
{
    m_out.clear();
    QByteArray copy = bytes;
    QBuffer buffer(&copy);
    buffer.open(QIODevice::ReadOnly);
    return engine::gunzip(buffer, limit, [this](QByteArrayView piece) {
        m_out.append(piece);
        return true;
    });
}

void TestGunzip::unpacks_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("members");
    for (const int size : {0, 1, 65'535, 65'536, 65'537, 131'072, 3'000'000}) {
        for (const int members : {1, 2, 5})
            QTest::addRow("%d bytes in each of %d", size, members) << size << members;
    }
}

void TestGunzip::unpacks()
{
    QFETCH(int, size);
    QFETCH(int, members);
    QByteArray packedBytes;
    QByteArray expected;
    for (int member = 0; member < members; ++member) {
        QByteArray bytes(size, static_cast<char>('a' + member)); // packs well: much comes out of little
        for (int at = 0; at < size; at += 4'099)
            bytes[at] = static_cast<char>(at >> 4);
        packedBytes += packed(bytes);
        expected += bytes;
    }
    QCOMPARE(unpack(packedBytes), GunzipResult::Done);
    QVERIFY(m_out == expected);
}

void TestGunzip::everyTruncation()
{
    const QByteArray one = packed("one and two and three");
    const QByteArray two = one + packed("four");
    for (qsizetype length = 0; length < two.size(); ++length) {
        const auto expected = length == one.size() ? GunzipResult::Done : GunzipResult::Damaged;
        QVERIFY2(unpack(two.left(length)) == expected, qPrintable(QString::number(length)));
    }
    QCOMPARE(unpack(two), GunzipResult::Done);
    QCOMPARE(m_out, QByteArray("one and two and threefour"));
}

/// Never anything but the right content is called done; the fields of the head that say nothing may change.
void TestGunzip::everyDamagedByte()
{
    const QByteArray content("one and two and three");
    const QByteArray good = packed(content);
    for (qsizetype at = 0; at < good.size(); ++at) {
        QByteArray bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0xff);
        QVERIFY2(unpack(bad) != GunzipResult::Done || m_out == content, qPrintable(QString::number(at)));
    }
}

void TestGunzip::theLimitIsExact()
{
    const QByteArray bytes = packed(QByteArray(100'000, 'x'));
    QCOMPARE(unpack(bytes, 100'000), GunzipResult::Done);
    QCOMPARE(unpack(bytes, 99'999), GunzipResult::TooLarge);
    QVERIFY(m_out.size() <= 99'999);
    QCOMPARE(unpack(bytes, 0), GunzipResult::TooLarge);
    QCOMPARE(m_out, QByteArray());
    QCOMPARE(unpack(packed(QByteArray(200'000'000, '\0')), 1'000'000), GunzipResult::TooLarge); // a bomb
    QVERIFY(m_out.size() <= 1'000'000);
}

void TestGunzip::stops()
{
    QByteArray bytes = packed(QByteArray(1'000'000, 'x'));
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    int pieces = 0;
    QCOMPARE(
        engine::gunzip(buffer, 1 << 24, [&pieces](QByteArrayView) { return ++pieces < 3; }), GunzipResult::Stopped);
    QCOMPARE(pieces, 3);
}

void TestGunzip::unreadable()
{
    /// Fails after the first piece, as a disk does.
    class Broken final : public QIODevice {
    public:
        explicit Broken(QByteArray bytes)
            : m_bytes(std::move(bytes))
        {
            open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        }
        bool atEnd() const override { return false; }

    protected:
        qint64 readData(char *data, qint64 size) override
        {
            const qint64 count = std::min<qint64>(size, m_bytes.size());
            std::copy_n(m_bytes.constData(), count, data);
            m_bytes.remove(0, count);
            return count > 0 ? count : -1;
        }
        qint64 writeData(const char *, qint64) override { return -1; }

    private:
        QByteArray m_bytes;
    };
    Broken broken(packed(QByteArray(100'000, 'x')).chopped(20));
    QCOMPARE(engine::gunzip(broken, 1 << 24, [](QByteArrayView) { return true; }), GunzipResult::Unreadable);
}

void TestGunzip::recognises()
{
    for (const auto &[bytes, is] :
        {std::pair<QByteArray, bool>(packed({}), true), {"", false}, {"\x1f", false}, {"x", false}}) {
        QByteArray copy = bytes;
        QBuffer buffer(&copy);
        buffer.open(QIODevice::ReadOnly);
        QCOMPARE(engine::isGzip(buffer), is);
        QCOMPARE(buffer.pos(), 0);
    }
}

QTEST_APPLESS_MAIN(TestGunzip)
#include "tst_gunzip.moc"
