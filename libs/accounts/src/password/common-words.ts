/**
 * What common passwords are made of: the words that head every published list of leaked passwords, walks over the keyboard, and sentences
 * everybody knows. docs/adr/0013-common-passwords-by-rule.md says why a rule over words and not a file of passwords: nothing shorter than 15
 * characters is accepted anyway, and what is common at that length is these words put together.
 */
export const COMMON_WORDS: readonly string[] = `
access account action adidas admin administrator adobe adrian airplane albert alexander alexandra alexis amanda america american anderson andrea
andrew angel angela animal anthony apple april archie arsenal arthur asdf ashley august austin autumn azerty babygirl backup badboy bailey banana
bandit barcelona barney baseball basketball batman beautiful beaver benjamin berlin bigdaddy bigdog billy birthday bitcoin black blahblah blessed
blink blue bond boomer booboo boston brandon brandy brazil brian brooklyn brother bubbles buddy bulldog buster butterfly calvin camaro
cameron canada captain carlos carolina caroline casper central champion chance change changeme charles charlie cheese chelsea cherry chester chicago
chicken china chinese chocolate chris christian christine christmas christopher claire classic claudia client cloud coffee company compaq computer
connect cookie cool cooper corvette country courtney cowboy crystal daddy dakota dallas daniel danielle database david debbie december default
delete dennis denver desktop detroit dexter diablo diamond disney doctor dolphin donald donkey dragon dreams eagle easter edward einstein elephant
elizabeth eminem emily england enter eric europe everton example falcon family farmer father february ferrari fishing florida flower flowers
football forever formula france francis frank freddy freedom friday friend friends frosty gandalf garfield gateway general genesis george
germany giants ginger godzilla golden golfer google gordon grace graham green gregory guest guitar hahaha hammer handsome hannah happy hardcore
harley harry harvey heather heaven hello helpme hockey holiday home honda honey hongkong horses hotdog hottie house hunter iceman
iloveyou india infinity inside internet ireland isabella island jackie jackson jaguar james january japan jasmine jason jasper jennifer jeremy
jessica jesus johnny johnson jonathan jordan joseph joshua juliet july junior june justice justin katherine kawasaki kelly kevin killer king
kitten kitty knight kristina ladybug lakers laptop laura lauren legend leonardo letmein liberty library lincoln linkedin linux liverpool login
london looking loser louise love lovely lover loveme lovers lucky macbook machine madison maggie magic manager manchester marina marine mario
market marlboro marley martin master matrix matthew maverick maxwell melissa member mercedes merlin michael michelle mickey microsoft midnight
miller million minecraft miracle mobile monday money monica monkey monster montana moon morgan mother motorola mountain mozart mustang mylove
naruto nascar natalie natasha nathan network newpass newyork nicholas nicole ninja nirvana nissan nothing november nurse ocean october office
oliver olivia online operator orange oscar outlook pacific packers paradise paris parker pass passw passwd passphrase password patricia patrick
peaches peanut pencil pepper peter phoenix phone picture pikachu pirate player please pokemon police porsche power prince princess private
purple python qazwsx qwert qwerty rabbit rachel racing raiders rainbow ranger rebecca redskins redsox richard robert rocket rolling ronaldo
root rosebud runner russia russian safety samantha samsung samuel sandra saturday saturn savannah school scooby scooter scorpion scotland secret
secure security senior september server service shadow shannon sharon shelby shopping sierra silver simple simpsons singapore skippy slayer
smile smokey snoopy soccer softball soldier sophie spain sparky special spider spiderman spring squirt stanley star starwars startrek station
steelers stella stephanie steven stewart strawberry student summer sunday sunflower sunset sunshine superman superstar support surfer susan
sweden sweet swimming sydney system taylor teacher teddy temporary tennis teresa test tester testing texas thailand theman thomas thunder
thursday thx tiger tigger tinker toor topgun toyota travel trinity trouble truck trustno true trustnoone tuesday turtle twitter united user
valentine vanessa vampire vegas veronica victor victoria viking vincent violet virginia volleyball walter warcraft warrior water webmaster
wednesday welcome western whatever white william willow wilson windows winner winston winter wizard wolf woman wonder work world xavier xbox
yamaha yankees yellow yesterday young zombie zxcvb
abc abcd admin adm asd qaz qwe wsx zaq zxc the and you my is for dog cat sun one two god her his our boy girl man new old big
woaini mima zhongguo beijing shanghai xianggang taobao baidu weixin qqqq wang zhang
`
  .trim()
  .split(/\s+/);

/** Rows, columns and orders that fingers follow; any part of four and more, in either direction, is one word. */
export const COMMON_WALKS: readonly string[] = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  'qwertyuiopasdfghjklzxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'zaqxswcdevfrbgtnhymjukilop',
];

/** Sentences and lines that are known to everyone, blanks left out. */
export const COMMON_SENTENCES: readonly string[] = [
  'correcthorsebatterystaple',
  'thequickbrownfoxjumpsoverthelazydog',
  'tobeornottobethatisthequestion',
  'maytheforcebewithyou',
  'loremipsumdolorsitamet',
  'ihatepasswords',
  'thisismypassword',
  'thisisapassword',
  'passwordpassword',
  'iforgotmypassword',
  'nevergonnagiveyouup',
  'happybirthdaytoyou',
  'twinkletwinklelittlestar',
  'maryhadalittlelamb',
  'alliwantforchristmasisyou',
  'iamyourfather',
  'winteriscoming',
  'onceuponatime',
  'openthedoorplease',
  'letmeinplease',
  'jesuslovesme',
  'godblessamerica',
  'howmuchwoodwouldawoodchuckchuck',
  'itwasthebestoftimes',
  'callmeishmael',
  'donotenter',
  'thereisnospoon',
  'supercalifragilisticexpialidocious',
  'youshallnotpass',
  'onetwothreefourfivesixseven',
];
