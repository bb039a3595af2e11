//! The words that tell a title from a name: what is capitalised in minutes without being a person.
//!
//! The lists are small and plain on purpose. A word that is missing costs the secretary a question; a word that is too many
//! lets a last name pass. So words that are also given names or common last names have lists of their own, and ordinary
//! English is here only as far as it begins sentences in minutes.

use std::collections::HashSet;
use std::sync::LazyLock;

/// What a capitalised word may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A common given name.
    Given,
    /// Language of minutes: no part of a name.
    Plain,
    /// Language of minutes, and a last name too: `White`, `Cook`.
    PlainOrLast,
    /// Ends the name of a place, a body or a book.
    Title,
    /// Ends such a name, and is a last name too: `Hall`, `Church`.
    TitleOrLast,
    /// A month that is a given name too, and `Will`.
    GivenOrPlain,
    /// Nothing known.
    Unknown,
}

/// What the folded `word` may be. A word with hyphens is what its parts are together.
pub fn class(word: &str) -> Class {
    if let Some(class) = listed(word) {
        return class;
    }
    let plain = |part| matches!(listed(part), Some(Class::Plain | Class::PlainOrLast | Class::Title | Class::TitleOrLast));
    if word.contains('-') && word.split('-').all(plain) { Class::Plain } else { Class::Unknown }
}

fn listed(word: &str) -> Option<Class> {
    let lists = [
        (&*GIVEN, Class::Given),
        (&*GIVEN_OR_PLAIN, Class::GivenOrPlain),
        (&*PLAIN_OR_LAST, Class::PlainOrLast),
        (&*TITLE_OR_LAST, Class::TitleOrLast),
        (&*TITLE, Class::Title),
        (&*PLAIN, Class::Plain),
    ];
    lists.into_iter().find(|(list, _)| list.contains(word)).map(|(_, class)| class)
}

/// Whether `word` stands between given name and last name: `de`, `van`.
pub fn is_particle(word: &str) -> bool {
    "al bin da das de del della den der di dos du el ibn la las le los ter van von".split(' ').any(|particle| particle == word)
}

/// Whether a last name follows `word`: `Mrs`, `Dr`.
pub fn is_form_of_address(word: &str) -> bool {
    "mr mrs ms mx miss dr prof rev".split(' ').any(|address| address == word)
}

/// Whether a day or month follows `word`: `in April`.
pub fn stands_before_a_month(word: &str) -> bool {
    let before =
        "in on by until till since from last next this of for every during late early mid through to and before after our the";
    before.split(' ').any(|known| known == word)
}

/// Words that belong together and name nobody whom minutes must not name. Folded.
pub const PHRASES: [&str; 12] = [
    "bill w",
    "dr bob",
    "dr silkworth",
    "sister ignatius",
    "robert's rules",
    "roberts rules",
    "martin luther king",
    "san francisco",
    "los angeles",
    "new york",
    "zoom meeting",
    "google meet",
];

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

static GIVEN_OR_PLAIN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "april art august autumn bill crystal dawn faith frank grace grant guy hope joy june mark may rich rose summer
        will",
    )
});

static TITLE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "academy agency alano area assembly association auditorium basement board book bookstore building cafe camp
        campus cathedral center centre chapel clinic club clubhouse coalition college committee community concepts
        conference congregation convention council county cove department district fellowship festival forum foundation
        fund grapevine group groups hospital hotel house institute institution institutions intergroup jail library
        literature lodge mall manual marathon market meditation meeting meetings ministry mission monastery museum night
        office organization pamphlet parish parlor picnic plan playground plaza policy potluck prayer prison program
        project promises pub rally region rehab rehabilitation residence resort restaurant retreat room schedule school
        seminary senate series service services shelter shop show society stadium station step steps store street studio
        study synagogue temple text theater theatre township tradition traditions trust university village ward
        warehouse website workshop zoom",
    )
});

static TITLE_OR_LAST: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words("bridge church court day days field fields hall hill lake lane park place river"));

static PLAIN_OR_LAST: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "archer baker banks barber best black bloom bond brown bush butler carpenter carter case cash chambers
        close cole cook cooper early farmer fisher flowers fox freeman gold golden good gray green greene grey holiday
        hunt hunter joyce key keys king knight lamb little long love major marks mason miles miller moon newman noble
        page parker parks pastor peace penny pope porter potter power powers price reader sharp sheets short silver
        singer small smith snow spring star steward stewart stone story strong summers swift taylor turner walker weaver
        weeks white winter winters wise woodard worth young",
    )
});

static PLAIN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "a about above absent abstained abstentions accepted access account accounts across action actions active
        actually add added addiction adjourned adopted after afternoon afterward afterwards again against agenda agreed
        agreement al-anon all almost already also alternate alternates always amended amendment amendments america
        american among amount an and anniversaries anniversary announced announcement announcements annual anonymity
        anonymous another any anybody anyone anything app appointed approval approved archives are around as ask asked
        asks assigned at attendance attended attraction audit auditor authority available aye ayes back bag balance
        ballot ballots bank banner baptist basic basket because been before began begin beginning being beside besides
        between bible big birthday birthdays blue both bought bring brother brothers brought budget bus business but buy
        by bylaws cake calendar call called can cancelled candidate candidates cannot card cards care carried catholic
        celebrate celebrated celebrating central chair chaired chairman chairpeople chairperson chairs chairwoman change
        changed changes check checking checks childcare chip chips chore chores chosen christmas city clean cleaning
        cleanup clerk closed closing co-chair co-chairperson co-secretary cocaine coffee coin coins collected collection
        come coming comments committees common completed concern concerns confirmed congratulations conscience consider
        contact contacted continue continued contribution contributions cookies copies correction corrections could
        counted counter counters cover covered covid cups current daily date dates december decided decision decisions
        declaration declined delegate delegates deposit depot did different discussed discussion discussions diwali do
        does dollar donation donations done down downtown draft drive due during each east easter easy eight eighth
        either elected election elections eleven eleventh email emails end ended english episcopal eve evening
        eventually every everybody everyone everything expense expenses experience explained facebook fall february fee
        fees few fifteen fifth final finally finance finances financial first five flyer flyers following food for
        format forms forward found four fourteen fourth friday fridays from further gave general get give given gives
        glow go god goes going google grateful gratitude great greeter greeters group-conscience gsr guide guides had
        half halloween handed hanukkah has have having he heard held help helped helper her here heroin hers hey high
        higher his holy home homegroup hospitality host hosted hosting hour hours how however hundred i if in inc income
        increase independence info information informed inside instead interested international into intro introduction
        introductions inventory is issue issues it item items its january july juneteenth just keep kept keytag keytags
        kitchen labor large last late later lead leader led left less let letter letters liaison list lists living local
        location look looking lord lost lower lutheran made mail mailbox mailing main maintenance majority make makes
        making many march medallion medallions meet members membership memo memorial men mens mentioned meth methodist
        michigan midnight minority minute minutes moderator monday mondays money month monthly months more morning most
        mother mother's mothers motion motions mount move moved mover mt much music must my naloxone name names narcan
        narcotics national need needed needs neither new newcomer newcomers newsletter next nine ninety ninth no nobody
        nominated nomination nominations nominee none noon nor north northeast northwest not note noted notes nothing
        november now number object objected objection objections october of off offered officer officers official ohio
        old oldtimer oldtimers on once one online only open opened opening opens opinion or orange order ordered other
        others our out outgoing outreach outside outstanding over overdose own oxford packet packets paid panel panels
        paper parking passage passed passes passover pay payment payments paypal pending people per person personalities
        phone phones pink planned planning please polled position positions possible posted poster posters presbyterian
        presented president previous pride principles print printed procedure procedures promotion promptly proposal
        proposals proposed prudent public purchase purchased purple purpose put quarter quarterly question questions
        quorum raise raised ramadan rather read reading readings real reason received recently reconsideration recorded
        recovery red refer referred reflections refreshments regarding registration regular reimbursed reimbursement
        remaining remember remind reminder rent rental repair repeated replaced report reported reporting reports
        representative representatives requested reserve responsibilities responsibility rest result results resumed
        return reviewed revised ride rides rotation route rules safety saint same saturday saturdays say seconded
        seconder seconds secretaries secretary see seeking sees send sending sent september serenity servant servants
        serve served seven seventh shall share shared sharing she sheet should sick sign signed silence silent since
        sister sisters six sixth sixty so sober sobriety social some somebody someone something soon south southeast
        southwest spanish speaker speakers special spiritual split spoke spoken sponsee sponsees sponsor sponsors
        sponsorship st start started starting starts state stated states status stay steering still stock subject subs
        substance suggested suggestion suggestions summary sunday sundays supplies supply support surplus survey table
        tabled tag tags take taken takes talk tally task tasks team tech technology temporary ten tenth term terms thank
        thanked thanks thanksgiving that the their them then there therefore these they thing things third thirteen
        thirty this those though three thursday thursdays time times to today together token tokens toledo tomorrow took
        topic topics total toward towards training transfer treasurer treasurers treasury tree trusted trustee trustees
        try tuesday tuesdays twelfth twelfth-step twelve twelve-step twenty two unanimous unanimously under unfinished
        unitarian united unity until unused up upcoming update updated updates upper us used usual vacancies vacancy
        vacant valentine valentines venmo venue veterans vice virtual visit visited visitor visitors volunteer
        volunteered volunteers vote voted voters votes voting waiting walk want wanted was water we web webkeeper
        wednesday wednesdays week weekend weekly welcome welcomed welfare went were west what whatever when where
        whether which while who whoever whole whose why window with within without woman women women's womens words work
        workbook working works world would write written year yearly years yellow yes yesterday yet you your zelle zero",
    )
});

static GIVEN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    words(
        "aaliyah aaron abby abigail adam adele adrian adriana agnes ahmed aisha alan albert alejandra alex alexa
        alexander alexandra alexis alfred alice alicia alina alison allison alma alyssa amanda amber amelia amina amy
        ana andre andrea andrew angel angela angelica angelina angie anita ann anna annabelle anne annette annie anthony
        antonia antonio ariana arlene arthur ashley audrey ava barb barbara beatrice beatriz becky belinda ben benjamin
        bernadette bernard bernice bert beth bethany betsy betty beverly bianca billie billy bobbie bobby bonnie brandi
        brandon brandy brenda brett brian brianna bridget brittany brooke bruce bryan caitlin calvin camila candace
        candice carl carla carlos carmen caroline carolyn carrie casey cassandra catherine cathy cecilia celeste
        charlene charles charlotte chelsea cheryl chloe chris christa christina christine christopher christy cindy
        claire clara clarence claudia cody colin colleen connie constance corey courtney craig cristina curtis cynthia
        daisy dale dana daniel daniela danielle danny daphne darlene darryl dave david deanna deb debbie deborah debra
        delores denise dennis derek desiree diana diane dina dolores dominic don donald donna dora doreen doris dorothy
        doug douglas duane dustin dylan earl ebony eddie edgar edith eduardo edward edwin eileen elaine eleanor elena
        eli elijah elisa elizabeth ella ellen elsa elsie emily emma eric erica erika erin ernest esther ethan ethel
        eugene eva evan evelyn fatima felicia felix fernando fiona florence floyd frances francesca francis francisco
        fred freda frederick gabriel gabriela gabrielle gail gary geneva george georgia gerald geraldine gerard gilbert
        gina gladys glen glenda glenn gloria gordon greg gregory greta guadalupe gwen gwendolyn hannah harold harriet
        harry harvey hassan hazel heather hector heidi helen henry herbert holly howard hugh ian ibrahim ida ines ingrid
        irene iris irma isaac isabel isabella ivan jackie jacob jacqueline jada jade jaime jake jamal james jamie jan
        jane janet janice jared jasmin jasmine jason javier jean jeanette jeanne jeff jeffrey jen jenna jennie jennifer
        jenny jeremy jermaine jerome jerry jesse jessica jessie jesus jill jim jimmy jo joan joann joanna joanne jodi
        jodie jody joe joel johanna john johnny jon jonathan jordan jorge jose joseph josephine joshua juan juana
        juanita judith judy julia julian juliana julie juliet justin kaitlyn kara karen kari karl karla kate katelyn
        katherine kathleen kathryn kathy katie katrina kay kayla keisha keith kelli kellie kelly kelsey ken kendra
        kenneth kenya kerry kevin khalil kim kimberly kirsten krista kristen kristi kristin kristina kurt kyle lakisha
        lamar lance lara larry latasha latoya laura lauren laurie lawrence leah lee lena leo leon leona leonard leroy
        lesley leslie leticia lewis liam lillian lily linda lindsay lindsey lisa liz lloyd lois lola lora loretta lori
        lorraine louis louise lucas lucia lucille lucy luis luke luna lydia lynn mabel madeline madison maggie mandy
        manuel marc marcia marco marcus margaret margarita maria marian marianne marie marilyn mario marion marisa
        marissa marjorie marlene marsha marta martha martin marvin mary maryann matt matthew maureen maurice max maxine
        maya meg megan meghan melanie melinda melissa melody mercedes meredith mia michael michele michelle miguel
        mikayla mike mila mildred milton mindy miranda miriam misty mohamed mohammed molly mona monica monique morgan
        muhammad muriel myra nadia nadine nancy naomi natalia natalie natasha nathan nathaniel nellie nia nicholas
        nichole nick nicole nina noah noel nora norma norman nyla olga olive olivia omar opal oscar paige pam pamela
        patricia patrick patsy patti patty paul paula pauline pedro peggy pete peter phil philip phillip phyllis
        priscilla rachael rachel rafael ralph ramon ramona randy raquel raul raymond rebecca regina renee rhonda ricardo
        richard rick ricky rita robbie robert roberta roberto robin rochelle rodney roger roland ron ronald ronnie rosa
        rosalie rosario rosemarie rosemary roxanne roy ruben ruby russell ruth ryan sabrina sadie sally sam samantha
        samuel sandra sara sarah sasha scott sean selena serena sergio seth shannon shari sharon shauna shawn sheena
        sheila shelby shelia shelly sheri sherri sherry sheryl shirley sidney silvia simone sofia sonia sonya sophia
        sophie stacey staci stacie stacy stan stanley stella stephanie stephen steve steven susan susana susie suzanne
        sydney sylvia tabitha tamara tameka tami tamika tammy tania tanisha tanya tara tasha ted terence teresa teri
        terri terry thelma theodore theresa thomas tiffany tim timothy tina todd tom tommy toni tony tonya tracey traci
        tracy tricia trina trish troy tyler tyrone valerie vanessa vera verna vernon veronica vicki vickie vicky victor
        victoria vincent viola violet virginia vivian wade walter wanda warren wayne wendy whitney willa william willie
        wilma xavier yesenia yolanda yvette yvonne zachary zainab zoe",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_folded_and_stands_in_one_list() {
        let lists = [&*GIVEN, &*PLAIN, &*PLAIN_OR_LAST, &*TITLE, &*TITLE_OR_LAST, &*GIVEN_OR_PLAIN];
        for word in lists.into_iter().flatten() {
            assert_eq!(crate::minutes::rules::fold::folded(word), **word);
        }
        for (at, list) in lists.iter().enumerate() {
            let twice: Vec<_> = lists[..at].iter().flat_map(|other| other.intersection(list)).collect();
            assert!(twice.is_empty(), "{twice:?} stand in two lists");
        }
    }

    #[test]
    fn a_hyphenated_word_is_what_its_parts_are() {
        assert_eq!(class("eleventh-step"), Class::Plain);
        assert_eq!(class("smith-jones"), Class::Unknown);
        assert_eq!(class("mary-jo"), Class::Unknown);
    }
}
