"""Countries and parts of countries, by their ISO code, in French and in English."""

from collections.abc import Mapping
from types import MappingProxyType

_NAMES = """
AD Andorre|Andorra
AE Émirats arabes unis|United Arab Emirates
AF Afghanistan|Afghanistan
AG Antigua-et-Barbuda|Antigua and Barbuda
AL Albanie|Albania
AM Arménie|Armenia
AO Angola|Angola
AR Argentine|Argentina
AT Autriche|Austria
AU Australie|Australia
AZ Azerbaïdjan|Azerbaijan
BA Bosnie-Herzégovine|Bosnia and Herzegovina
BB Barbade|Barbados
BD Bangladesh|Bangladesh
BE Belgique|Belgium
BF Burkina Faso|Burkina Faso
BG Bulgarie|Bulgaria
BH Bahreïn|Bahrain
BI Burundi|Burundi
BJ Bénin|Benin
BN Brunei|Brunei
BO Bolivie|Bolivia
BR Brésil|Brazil
BS Bahamas|Bahamas
BT Bhoutan|Bhutan
BW Botswana|Botswana
BY Biélorussie|Belarus
BZ Belize|Belize
CA Canada|Canada
CD RD Congo|DR Congo
CF République centrafricaine|Central African Republic
CG Congo|Congo
CH Suisse|Switzerland
CI Côte d’Ivoire|Côte d’Ivoire
CL Chili|Chile
CM Cameroun|Cameroon
CN Chine|China
CO Colombie|Colombia
CR Costa Rica|Costa Rica
CU Cuba|Cuba
CV Cap-Vert|Cape Verde
CY Chypre|Cyprus
CZ Tchéquie|Czechia
DE Allemagne|Germany
DJ Djibouti|Djibouti
DK Danemark|Denmark
DM Dominique|Dominica
DO République dominicaine|Dominican Republic
DZ Algérie|Algeria
EC Équateur|Ecuador
EE Estonie|Estonia
EEA Espace économique européen|European Economic Area
EG Égypte|Egypt
ER Érythrée|Eritrea
ES Espagne|Spain
ET Éthiopie|Ethiopia
EU Union européenne|European Union
FI Finlande|Finland
FJ Fidji|Fiji
FM Micronésie|Micronesia
FO Îles Féroé|Faroe Islands
FR France|France
GA Gabon|Gabon
GB Royaume-Uni|United Kingdom
GD Grenade|Grenada
GE Géorgie|Georgia
GH Ghana|Ghana
GL Groenland|Greenland
GM Gambie|Gambia
GN Guinée|Guinea
GQ Guinée équatoriale|Equatorial Guinea
GR Grèce|Greece
GT Guatemala|Guatemala
GW Guinée-Bissau|Guinea-Bissau
GY Guyana|Guyana
HK Hong Kong|Hong Kong
HN Honduras|Honduras
HR Croatie|Croatia
HT Haïti|Haiti
HU Hongrie|Hungary
ID Indonésie|Indonesia
IE Irlande|Ireland
IL Israël|Israel
IN Inde|India
IQ Irak|Iraq
IR Iran|Iran
IS Islande|Iceland
IT Italie|Italy
JM Jamaïque|Jamaica
JO Jordanie|Jordan
JP Japon|Japan
KE Kenya|Kenya
KG Kirghizistan|Kyrgyzstan
KH Cambodge|Cambodia
KI Kiribati|Kiribati
KM Comores|Comoros
KN Saint-Christophe-et-Niévès|Saint Kitts and Nevis
KP Corée du Nord|North Korea
KR Corée du Sud|South Korea
KW Koweït|Kuwait
KZ Kazakhstan|Kazakhstan
LA Laos|Laos
LB Liban|Lebanon
LC Sainte-Lucie|Saint Lucia
LI Liechtenstein|Liechtenstein
LK Sri Lanka|Sri Lanka
LR Liberia|Liberia
LS Lesotho|Lesotho
LT Lituanie|Lithuania
LU Luxembourg|Luxembourg
LV Lettonie|Latvia
LY Libye|Libya
MA Maroc|Morocco
MC Monaco|Monaco
MD Moldavie|Moldova
ME Monténégro|Montenegro
MG Madagascar|Madagascar
MH Îles Marshall|Marshall Islands
MK Macédoine du Nord|North Macedonia
ML Mali|Mali
MM Birmanie|Myanmar
MN Mongolie|Mongolia
MR Mauritanie|Mauritania
MT Malte|Malta
MU Maurice|Mauritius
MV Maldives|Maldives
MW Malawi|Malawi
MX Mexique|Mexico
MY Malaisie|Malaysia
MZ Mozambique|Mozambique
NA Namibie|Namibia
NE Niger|Niger
NG Nigeria|Nigeria
NI Nicaragua|Nicaragua
NL Pays-Bas|Netherlands
NO Norvège|Norway
NP Népal|Nepal
NR Nauru|Nauru
NZ Nouvelle-Zélande|New Zealand
OM Oman|Oman
PA Panama|Panama
PE Pérou|Peru
PG Papouasie-Nouvelle-Guinée|Papua New Guinea
PH Philippines|Philippines
PK Pakistan|Pakistan
PL Pologne|Poland
PS Palestine|Palestine
PT Portugal|Portugal
PW Palaos|Palau
PY Paraguay|Paraguay
QA Qatar|Qatar
RO Roumanie|Romania
RS Serbie|Serbia
RU Russie|Russia
RW Rwanda|Rwanda
SA Arabie saoudite|Saudi Arabia
SB Îles Salomon|Solomon Islands
SC Seychelles|Seychelles
SD Soudan|Sudan
SE Suède|Sweden
SG Singapour|Singapore
SI Slovénie|Slovenia
SK Slovaquie|Slovakia
SL Sierra Leone|Sierra Leone
SM Saint-Marin|San Marino
SN Sénégal|Senegal
SO Somalie|Somalia
SR Suriname|Suriname
SS Soudan du Sud|South Sudan
ST Sao Tomé-et-Principe|São Tomé and Príncipe
SV Salvador|El Salvador
SY Syrie|Syria
SZ Eswatini|Eswatini
TD Tchad|Chad
TG Togo|Togo
TH Thaïlande|Thailand
TJ Tadjikistan|Tajikistan
TL Timor oriental|Timor-Leste
TM Turkménistan|Turkmenistan
TN Tunisie|Tunisia
TO Tonga|Tonga
TR Turquie|Türkiye
TT Trinité-et-Tobago|Trinidad and Tobago
TV Tuvalu|Tuvalu
TW Taïwan|Taiwan
TZ Tanzanie|Tanzania
UA Ukraine|Ukraine
UG Ouganda|Uganda
US États-Unis|United States
UY Uruguay|Uruguay
UZ Ouzbékistan|Uzbekistan
VA Vatican|Vatican City
VC Saint-Vincent-et-les-Grenadines|Saint Vincent and the Grenadines
VE Venezuela|Venezuela
VN Viêt Nam|Vietnam
VU Vanuatu|Vanuatu
WS Samoa|Samoa
XK Kosovo|Kosovo
YE Yémen|Yemen
ZA Afrique du Sud|South Africa
ZM Zambie|Zambia
ZW Zimbabwe|Zimbabwe
GB/ENG Angleterre|England
GB/SCT Écosse|Scotland
GB/WLS Pays de Galles|Wales
GB/NIR Irlande du Nord|Northern Ireland
BE/WAL Wallonie|Wallonia
BE/VLG Flandre|Flanders
BE/BRU Bruxelles-Capitale|Brussels-Capital
CA/QC Québec|Quebec
CA/ON Ontario|Ontario
CA/NB Nouveau-Brunswick|New Brunswick
CH/GE Genève|Geneva
CH/VD Vaud|Vaud
DE/BW Bade-Wurtemberg|Baden-Württemberg
DE/BY Bavière|Bavaria
DE/BE Berlin|Berlin
DE/BB Brandebourg|Brandenburg
DE/HB Brême|Bremen
DE/HH Hambourg|Hamburg
DE/HE Hesse|Hesse
DE/MV Mecklembourg-Poméranie-Occidentale|Mecklenburg-Western Pomerania
DE/NI Basse-Saxe|Lower Saxony
DE/NW Rhénanie-du-Nord-Westphalie|North Rhine-Westphalia
DE/RP Rhénanie-Palatinat|Rhineland-Palatinate
DE/SL Sarre|Saarland
DE/SN Saxe|Saxony
DE/ST Saxe-Anhalt|Saxony-Anhalt
DE/SH Schleswig-Holstein|Schleswig-Holstein
DE/TH Thuringe|Thuringia
ES/CT Catalogne|Catalonia
ES/PV Pays basque|Basque Country
SN/DK Dakar|Dakar
SN/TH Thiès|Thiès
SN/SL Saint-Louis|Saint-Louis
"""
_PAIRS = {
    line.split(" ", 1)[0]: line.split(" ", 1)[1].split("|") for line in _NAMES.strip().splitlines()
}
FRENCH: Mapping[str, str] = MappingProxyType({code: pair[0] for code, pair in _PAIRS.items()})
"""Country code (ISO 3166-1, or -2 after a slash) → French name."""
ENGLISH: Mapping[str, str] = MappingProxyType({code: pair[1] for code, pair in _PAIRS.items()})
"""The same codes → English name."""


def written(code: str, names: Mapping[str, str]) -> str:
    """« Belgique », « Belgique (Wallonie) »; an unlisted code stays as it is."""
    head, _, part = code.partition("/")
    whole = names.get(head, head)
    return f"{whole} ({names.get(code, part)})" if part else whole
