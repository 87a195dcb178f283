#!/usr/bin/env perl
# SPDX-FileCopyrightText: 2026 The Periplus developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make_mmdb.pl FOLDER: small MMDB files for the tests, one for each form in which makers write theirs. The addresses are
# those of documentation; what is said about them is made up, apart from the keys and types.
use strict;
use warnings;

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
my $maxmind_asn = { autonomous_system_number => 64500, autonomous_system_organization => 'Example Transit' };

file( 'GeoLite2-City', 'GeoLite2-City', { '203.0.113.0/24' => $vienna, '2001:db8:a::/48' => $vienna, '198.51.100.0/25' => $german_only } );
file( 'GeoLite2-ASN', 'GeoLite2-ASN', { '203.0.113.0/25' => $maxmind_asn, '2001:db8:a::/47' => $maxmind_asn } );
