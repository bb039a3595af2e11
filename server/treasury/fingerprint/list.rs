//! The words of a spoken fingerprint. Our own list: plain things that are easy to say and to hear apart, none of them a name, none of them
//! telling what kind of group it is. It is never changed: a word here stands in minutes that were approved.

/// Two hundred and fifty-six words, so that one stands for exactly one byte. No two begin with the same four letters, and no two are
/// fewer than three letters apart.
pub(super) const WORDS: &str = "
    acorn album almond anchor ankle apron arcade artist atlas avocado awning badger bagpipe bakery ballad bamboo banjo
    basket beacon beaver bicycle biscuit blossom bonnet boulder bracelet branch bridge bronze bubble buffalo butter
    cabbage cabin cactus camel canoe cargo carpet castle cedar cello cherry chimney cinema circle citrus clarinet cliff
    clover cobalt coconut compass copper cotton coyote cradle crayon cricket cucumber curtain cushion denim desert
    diamond dolphin domino donkey drummer eagle earth echo elbow elephant elevator emerald engine envelope evening
    falcon farmer feather festival fiddle finger firewood flagpole flamingo flannel flute football fossil fountain
    galaxy garden garlic gazelle geranium giraffe glacier gondola gorilla granite grocery guitar hammock hamster
    handbook harbor harvest haystack hedgehog helmet hexagon hotel iceberg igloo indigo insect island ivory jaguar
    jigsaw journey juggler jukebox kangaroo kettle kilogram kitchen kite koala lagoon lantern lavender lemon leopard
    lettuce library lizard lobster locket lullaby lumber macaroni magnet mailbox mandolin marathon marble meadow
    midnight mirror mitten morning mosaic muffin museum mustard napkin necklace noodle northern notebook nutmeg oatmeal
    ocean octopus omelet onion orange orbit orchard ostrich outdoors painter pancake panda paper parrot pasture pavement
    peacock peanut pelican pencil penguin piano pickle pigeon pillow platypus pony popcorn postcard potato prairie
    pumpkin puppet puzzle pyramid quarry quilt rabbit raccoon radish railway rainbow raisin rhubarb ribbon ripple river
    sailor sapphire scarf scissors seagull seashell signal skyline slipper spinach spiral squirrel statue suitcase
    sunset sweater teapot thimble thunder tortoise tower tractor trumpet tulip tunnel turtle tuxedo umbrella valley
    vanilla village vinegar violin volcano waffle walnut wardrobe whistle window woodland workshop yogurt zebra
";
