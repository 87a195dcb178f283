#!/usr/bin/env perl
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make_mmdb.pl FOLDER: small MMDB files for the tests, one for each form in which makers write theirs. The addresses are
# those of documentation; what is said about them is made up, apart from the keys and types.
use strict;
use warnings;
use utf8;

eval { require MaxMind::DB::Writer::Tree; 1 } or do {
    print STDERR "make_mmdb.pl: the Perl module MaxMind::DB::Writer::Tree is missing; it is in Debian's package "
        . "libmaxmind-db-writer-perl (see ./dev setup)\n$@";
    exit 3;
};

my $folder = shift // die "Usage: make_mmdb.pl FOLDER\n";

my %types = (
    accuracy_radius          => 'uint16',
    asn                      => 'utf8_string',
    as                       => 'map',
    autonomous_system_number => 'uint32',
    city                     => 'map',
    continent                => 'map',
    country                  => 'map',
    geoname_id               => 'uint32',
    is_anycast               => 'boolean',
    is_in_european_union     => 'boolean',
    latitude                 => 'double',
    lat                      => 'utf8_string',
    lng                      => 'utf8_string',
    location                 => 'map',
    longitude                => 'double',
    names                    => 'map',
    postal                   => 'map',
    radius                   => 'utf8_string',
    registered_country       => 'map',
    subdivisions             => [ 'array', 'map' ],
    traits                   => 'map',
);

# file NAME, TYPE, {NETWORK => RECORD}, OPTION => VALUE…; `types` for keys that are of another type in this file.
sub file {
    my ( $name, $type, $records, %options ) = @_;
    my %own     = ( %types, %{ delete $options{types} // {} } );
    my $version = delete $options{ip_version} // 6;
    my $tree    = MaxMind::DB::Writer::Tree->new(
        ip_version               => $version,
        record_size              => 24,
        database_type            => $type,
        languages                => [ 'en', 'de' ],
        description              => { en => "$type, made up for tests", de => 'erfunden' },
        remove_reserved_networks => 0,
        map_key_type_callback    => sub { $own{ $_[0] } // 'utf8_string' },
        ( $version == 6 ? ( alias_ipv6_to_ipv4 => 1 ) : () ),
        %options,
    );
    $tree->insert_network( $_, $records->{$_} ) for sort keys %$records;
    open my $out, '>:raw', "$folder/$name.mmdb" or die "$folder/$name.mmdb: $!\n";
    $tree->write_tree($out);
    close $out or die "$folder/$name.mmdb: $!\n";
}

my $vienna = {
    continent    => { code => 'EU', geoname_id => 6255148, names => { en => 'Europe', de => 'Europa' } },
    country      => { geoname_id => 2782113, iso_code => 'AT', names => { en => 'Austria', de => 'Österreich' } },
    city         => { geoname_id => 2761369, names => { en => 'Vienna', de => 'Wien' } },
    location     => { accuracy_radius => 20, latitude => 48.2049, longitude => 16.3662, time_zone => 'Europe/Vienna' },
    postal       => { code => '1010' },
    subdivisions => [ { geoname_id => 2761367, iso_code => '9', names => { en => 'Vienna' } } ],
};
my $german_only = { country => { iso_code => 'CH', names => { de => 'Schweiz' } }, city => { names => { de => 'Zürich' } } };
my $flat_asn    = { autonomous_system_number => 64500, autonomous_system_organization => 'Example Transit' };
my $austria     = { continent => $vienna->{continent}, country => $vienna->{country} };

# MaxMind.
file( 'GeoLite2-City', 'GeoLite2-City', { '203.0.113.0/24' => $vienna, '2001:db8:a::/48' => $vienna, '198.51.100.0/25' => $german_only } );
file( 'GeoLite2-Country', 'GeoLite2-Country', { '203.0.113.0/24' => $austria, '2001:db8:a::/48' => $austria } );
file( 'GeoLite2-ASN', 'GeoLite2-ASN', { '203.0.113.0/25' => $flat_asn, '2001:db8:a::/47' => $flat_asn } );
file( 'GeoIP2-ISP', 'GeoIP2-ISP', { '203.0.113.0/24' => { %$flat_asn, isp => 'Example Access', organization => 'Example Shop' } } );
file( 'GeoIP2-Enterprise', 'GeoIP2-Enterprise', { '203.0.113.0/24' => { %$vienna, traits => { %$flat_asn, isp => 'Example Access' } } } );

# DB-IP: MaxMind's keys; no radius, the district behind the city.
file( 'dbip-city-lite', 'DBIP-City-Lite', { '203.0.113.0/24' => {
    %$austria, city => { names => { en => 'Vienna (Innere Stadt)' } }, location => { latitude => 48.2, longitude => 16.3 } } } );
file( 'dbip-country-lite', 'DBIP-Country-Lite', { '203.0.113.0/24' => $austria } );
file( 'dbip-asn-lite', 'DBIP-ASN-Lite (compat=GeoLite2-ASN)', { '203.0.113.0/24' => $flat_asn } );
file( 'dbip-isp', 'DBIP-ISP (compat=Enterprise)', { '203.0.113.0/24' => { %$austria, traits => { %$flat_asn, isp => 'Example Access' } } } );

# IPinfo: flat, everything as text; "country" is a name here and a code there.
my %flat = ( types => { asn => 'utf8_string', city => 'utf8_string', country => 'utf8_string', latitude => 'utf8_string', longitude => 'utf8_string' } );
file( 'ipinfo_lite', 'ipinfo bundle_location_lite.mmdb', { '203.0.113.0/24' => {
    country => 'Austria', country_code => 'AT', continent => 'Europe', continent_code => 'EU', asn => 'AS64500', as_name => 'Example Transit', as_domain => 'example.net' } },
    types => { %{ $flat{types} }, continent => 'utf8_string' } );
file( 'country_asn', 'ipinfo generic_country_free_country_asn.mmdb', { '203.0.113.0/24' => {
    country => 'AT', country_name => 'Austria', continent => 'EU', asn => 'AS64500', as_name => 'Example Transit', as_domain => 'example.net' } },
    types => { %{ $flat{types} }, continent => 'utf8_string' } );
file( 'ipinfo_asn', 'ipinfo generic_asn_free.mmdb', { '203.0.113.0/24' => { asn => 'AS64500', name => 'Example Transit', domain => 'example.net' } }, %flat );
file( 'standard_location', 'ipinfo standard_location_mmdb_v4.mmdb', { '203.0.113.0/24' => {
    city => 'Vienna', region => 'Vienna', country => 'AT', lat => '48.2049', lng => '16.3662', postal => '1010', radius => '50' } },
    types => { %{ $flat{types} }, postal => 'utf8_string' } );
file( 'ipinfo_core', 'ipinfo bundle_location_core.mmdb', { '203.0.113.0/24' => {
    city => 'Vienna', country => 'Austria', country_code => 'AT', latitude => '48.2049', longitude => '16.3662', asn => 'AS64500', as_name => 'Example Transit' } }, %flat );
file( 'ipinfo_loc', 'ipinfo standard_something', { '203.0.113.0/24' => { city => 'Vienna', country => 'AT', loc => '48.2049,16.3662' } }, %flat );

# ip-location-db.
file( 'dbip-city-ipv4', 'dbip-city-ipv4', { '203.0.113.0/24' => {
    country_code => 'AT', city => 'Vienna', state1 => 'Vienna', latitude => 48.2049, longitude => 16.3662, timezone => 'Europe/Vienna' } },
    ip_version => 4, types => { city => 'utf8_string', latitude => 'float', longitude => 'float' } );
file( 'asn-country', 'asn-country', { '203.0.113.0/24' => { country_code => 'AT' } }, record_size => 32 );

# IP2Location LITE: MaxMind's keys, IPv4 alone, "-" for what is not known.
file( 'IP2LOCATION-LITE-DB11', 'IP2LITE-City', { '203.0.113.0/24' => {
    country => { iso_code => 'AT', names => { en => 'Austria' } }, city => { names => { en => 'Vienna' } },
    location => { latitude => 48.2049, longitude => 16.3662 } },
    '198.51.100.0/24' => { country => { iso_code => '-', names => { en => '-' } }, city => { names => { en => '-' } }, location => { latitude => 0, longitude => 0 } } },
    ip_version => 4, record_size => 28 );
file( 'GeoOpen-Country-ASN', 'GeoOpen-Country-ASN', { '203.0.113.0/24' => {
    country => { iso_code => 'AT', AutonomousSystemNumber => '64500', AutonomousSystemOrganization => 'Example Transit' } } } );

# Of addresses that are looked up like real ones (tests/data/lookups.scenario).
file( 'public-city', 'GeoLite2-City', { '45.83.0.0/16' => $vienna } );
file( 'public-asn', 'GeoLite2-ASN', { '45.83.0.0/16' => { autonomous_system_number => 64499, autonomous_system_organization => 'Made Up' } } );

# Of no use here.
file( 'GeoIP2-Connection-Type', 'GeoIP2-Connection-Type', { '203.0.113.0/24' => { connection_type => 'Cable/DSL' } } );
file( 'no-networks', 'GeoLite2-City', {} );

# Values that make no sense, or mean harm; one address each, see tst_mmdb_schema.cpp.
my $nan = 9**9**9 / 9**9**9;
file( 'hostile', 'Hostile', {
    '203.0.113.1/32'  => { location => { latitude => $nan, longitude => 16 }, country_code => 'AT' },
    '203.0.113.2/32'  => { location => { latitude => 91, longitude => 16 }, country_code => 'AT' },
    '203.0.113.3/32'  => { location => { latitude => 48, longitude => -181 }, country_code => 'AT' },
    '203.0.113.4/32'  => { location => { latitude => 48 }, country_code => 'AT' },
    '203.0.113.5/32'  => { lat => '48.2abc', lng => '16.3', country_code => 'AT' },
    '203.0.113.6/32'  => { lat => 'inf', lng => '1e400', country_code => 'AT' },
    '203.0.113.7/32'  => { autonomous_system_number => 0, autonomous_system_organization => 'Nobody' },
    '203.0.113.8/32'  => { asn => 'AS0' },
    '203.0.113.9/32'  => { asn => 'AS4294967296' },
    '203.0.113.10/32' => { asn => 'AS645x0' },
    '203.0.113.11/32' => { asn => 'AS' },
    '203.0.113.12/32' => { asn => '64500', as_name => "evil\x{202e}gpj\x{0}.\n" },
    '203.0.113.13/32' => { asn => 'as64500', as_name => "\x{1F30D}" x 400 },
    '203.0.113.14/32' => { country_code => 'A1' },
    '203.0.113.15/32' => { country_code => 'Austria' },
    '203.0.113.16/32' => { country_code => 'zz' },
    '203.0.113.17/32' => { country_code => 'at', location => { latitude => 48, longitude => 16, accuracy_radius => 65535 } },
    '203.0.113.18/32' => { country_code => '', country_name => '  ', asn => '' },
} );
