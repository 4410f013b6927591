import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { compilePack } from '../../src/hear/compile.ts';
import type { Ear } from '../../src/hear/meaning.ts';
import { CLASSES } from '../../src/match/meaning.ts';
import { smallModel } from '../small-model.ts';
import { call, calls, rulebook } from '../wordings.ts';

const chosen = (lines: readonly string[]) => {
  const { scripts, scene, scriptReasons } = assess(rulebook, call(lines));
  return { scripts, scene: scene!, reasons: scriptReasons! };
};
const scriptsOf = (lines: readonly string[]) => chosen(lines).scripts;

describe('scripts of a call', () => {
  it('an appointment: opening and booking', () => {
    expect(
      scriptsOf([
        '装维：您好，请问是周女士吗？我是电信公司的李强。',
        '客户：是的。',
        '装维：您办的宽带，我明天上午过来装，您在家吗？',
        '客户：在家。',
        '装维：地址是解放路12号吧？',
        '客户：对。',
      ]),
    ).toEqual(['greeting', 'booking']);
  });

  it('a time that the customer turns down: booking and change', () => {
    expect(
      scriptsOf([
        '装维：喂，是李姐吧，我电信的小陈。',
        '客户：是我。',
        '装维：你报的电视维修，我后天上午过来，要得不？',
        '客户：后天不行，我要上班。',
        '装维：那您哪天在家？',
        '客户：礼拜六。',
        '装维：好，礼拜六上午。',
      ]),
    ).toEqual(['greeting', 'booking', 'reschedule']);
  });

  it('a fault that has lasted three days is no wish to be called later', () => {
    const told = assess(
      rulebook,
      call([
        '装维：您好，是何娭毑吧？我是电信公司的姜铁牛，您这下得空听我讲两句啵？',
        '客户：得空得空。',
        '装维：您屋里那个座机报了修，我来帮您修，跟您约下时间。',
        '客户：搭帮你，坏咖三天哒，我崽在广东打电话都打不进。',
        '装维：那我明天下午两点来，您在屋里啵？',
        '客户：在咯。',
      ]),
    );
    expect(told.scripts).toEqual(['greeting', 'booking']);
    expect(told.elements.find((e) => e.id === 'booking.defer')!.outcome).toBe('not-applicable');
    expect(told.elements.find((e) => e.id === 'booking.time')!.outcome).not.toBe('not-applicable');
  });

  it('a time that he takes with a wish is no change', () => {
    expect(
      scriptsOf([
        '装维：您好，我电信的，宽带我明天上午过来装，可以吗？',
        '客户：可以，不过别太早，我九点才下班。',
        '装维：好的，九点以后到。',
      ]),
    ).toEqual(['greeting', 'booking']);
  });

  it('another time than the agent’s is agreed on: booking and change, without a word that turns it down', () => {
    expect(
      scriptsOf([
        '装维：您好，是欧阳老板吗？电信的，我姓彭。',
        '客户：是的。',
        '装维：您那个宽带要移到新铺子，我明天上午过来，十点钟，您看？',
        '客户：明天上午一屋子人咧。',
        '装维：那您哪个时候空些？',
        '客户：后天下午三点过了就清静了。',
        '装维：行，后天下午三点，解放路步行街尾上那间，没错吧？',
        '客户：没错。',
      ]),
    ).toEqual(['greeting', 'booking', 'reschedule']);
  });

  it('a time that does not suit him, and is kept for all that, is no change', () => {
    expect(
      scriptsOf([
        '装维：您好，是谭师傅不？我电信公司的周国庆。',
        '客户：嗯。',
        '装维：您报的宽带，十八号上午九点我过来装，您看要得不？',
        '客户：十八号我要去吃酒，不过婆婆子在屋里。',
        '装维：有人在屋里就要得，那就十八号上午九点。地址是翻身村六组吧？',
        '客户：没错。',
      ]),
    ).toEqual(['greeting', 'booking']);
  });

  it('what had been agreed before is left for another time: change only', () => {
    expect(
      scriptsOf([
        '客户：喂，是电信的毛师傅吧？',
        '装维：您好，我是，您哪位？',
        '客户：我是老孟，你本来是讲后天来装网的。',
        '装维：哦孟老板，您说。',
        '客户：我后天到广州看货，你明天来要不要得？',
        '装维：明天下午有个空，您看几点？',
        '客户：一点。',
        '装维：好，那就明天下午一点。谢谢孟老板，明天见。',
      ]),
    ).toEqual(['greeting', 'reschedule']);
  });

  it('a line that breaks before the business is told: the opening alone', () => {
    expect(
      scriptsOf([
        '装维：您好，请问是花女士吗？',
        '客户：是的。',
        '装维：我是中国电信的装维员，工号三九一四，占用您一分钟方便吗？',
        '客户：方便……喂？喂？',
        '装维：花女士？听得到吗？',
      ]),
    ).toEqual(['greeting']);
  });

  it('the company cannot come: change only', () => {
    expect(
      scriptsOf([
        '装维：您好，是冯先生吗？电信公司的。',
        '客户：是。',
        '装维：真对不起，原定今天下午给您装宽带，您小区光缆被挖断了，今天来不了了。',
        '客户：那什么时候能来？',
        '装维：明天上午九点您看行不？',
        '客户：行。',
      ]),
    ).toEqual(['greeting', 'reschedule']);
  });

  it('the customer calls to change, or does so while the installer is on his way: change only', () => {
    expect(
      scriptsOf([
        '装维：喂，哪位？',
        '客户：师傅，你约我明天装宽带的，我临时有事，改个时间行吗？',
        '装维：可以，您看哪天？',
        '客户：后天上午。',
      ]),
    ).toEqual(['greeting', 'reschedule']);
    expect(
      scriptsOf([
        '装维：喂，我电信的，我到你楼下了。',
        '客户：哎呀我忘记了，我在外面走不开。',
        '装维：那你哪天在？',
        '客户：明天。',
      ]),
    ).toEqual(['greeting', 'reschedule']);
  });

  it('a call that is put off is a booking call', () => {
    expect(
      scriptsOf([
        '装维：您好，我是电信装维，您现在讲话方便吗？',
        '客户：我在开会，晚点打。',
        '装维：好的，我下午三点再打给您，打扰了。',
      ]),
    ).toEqual(['greeting', 'booking']);
  });

  it('a call that the customer made or returned is judged like any other', () => {
    const { scripts, scene } = chosen([
      '客户：喂，刚才这个号码打我电话的？',
      '装维：您好，我是电信装维李强，您报的宽带装机，明天上午过来可以不？',
      '客户：可以。',
      '装维：好的，明天上午见。',
    ]);
    expect(scripts).toEqual(['greeting', 'booking']);
    expect(scene.kind).toBe('call');
  });
});

describe('scripts of a call, with an ear for meaning', () => {
  const MOVED = [
    '装维：您好，是贺先生吗，我电信的小陈。',
    '客户：是的，你说。',
    '装维：那边的电缆叫挖机刨断了，我这趟怕是要黄。',
    '客户：那怎么搞？',
    '装维：抢通最快要礼拜五，我礼拜六早上给您弄，您看成不？',
    '客户：唉，那就礼拜六吧。',
  ];
  /** Hears these elements in whatever says 黄, and nothing anywhere else. */
  const earFor = (...elements: string[]): Ear => ({
    secondStage: smallModel.secondStage,
    model: {
      name: 'one word',
      elements,
      read: (utterance, windows) =>
        windows.map(([start, end]) => ({
          start,
          end,
          probabilities: Float32Array.from({ length: CLASSES }, (_, c) => (c === 0 ? 1 : 0)),
          agreed: 0,
          elements: Float32Array.from(elements, () => (utterance.text.slice(start, end).includes('黄') ? 0.97 : 0)),
        })),
    },
  });
  const heardBy = (ear: Ear) => assess(compilePack(rulebook.pack, undefined, ear).value!, call(MOVED)).scripts;

  it('a change that the agent tells in words that no sign knows', () => {
    expect(scriptsOf(MOVED)).toEqual(['greeting', 'booking']);
    expect(heardBy(earFor('reschedule.reason', 'reschedule.apologise'))).toEqual(['greeting', 'reschedule']);
    expect(heardBy(earFor('booking.purpose', 'booking.contact'))).toEqual(['greeting', 'booking']);
  });
});

describe('scripts of a visit', () => {
  const AT_THE_DOOR = [
    '装维：您好，电信的李强，来给您装宽带，可以进来吗？',
    '客户：进来吧。',
    '装维：谢谢您，光猫装在哪个位置？',
    '客户：就放电视柜。',
  ];
  const WORK = ['装维：我先看下弱电箱。', '客户：好。', '装维：线在这里，我来穿一下。', '客户：你搞。'];
  const DONE = [
    '装维：宽带装好了，您试一下。',
    '客户：可以，快多了。',
    '装维：请在监督表上签个字。',
    '客户：签好了。',
    '装维：谢谢您的支持，以后有问题打10000号，再见。',
    '客户：慢走。',
  ];

  it('arrival, delivery and farewell, each with its turns; the work between belongs to none', () => {
    const { scripts, scene } = chosen([...AT_THE_DOOR, ...WORK, ...WORK, ...DONE]);
    expect(scripts).toEqual(['arrival', 'delivery', 'farewell']);
    expect(scene.parts.map((p) => p.script)).toEqual(['arrival', 'delivery', 'farewell']);
    expect(scene.parts[0]!.firstTurn).toBe(0);
    expect(scene.parts[1]).toMatchObject({ firstTurn: 12 });
    expect(scene.parts[2]).toMatchObject({ script: 'farewell', firstTurn: 16, lastTurn: 17 });
  });

  it('only what there is: the door without an end, the end without a door', () => {
    expect(scriptsOf([...AT_THE_DOOR, ...WORK])).toEqual(['arrival']);
    expect(scriptsOf(DONE)).toEqual(['delivery', 'farewell']);
  });

  it('a farewell with nothing handed over: after the door, or by itself', () => {
    const leaving = '装维：谢谢您理解，以后有别的问题打10000。我先走了，明天见。';
    expect(
      scriptsOf([
        '装维：您好，我是电信的小马，工号九零零三，来给您装电视，可以进屋不？',
        '客户：可以，请进。',
        '装维：您这台电视没有那个接口，我手上没有转接线。',
        '客户：那今天看不成了？',
        '装维：我去仓库领一根，明天上午给您送来。',
        '客户：明天就明天。',
        leaving,
      ]),
    ).toEqual(['arrival', 'farewell']);
    expect(
      scriptsOf([
        '装维：陈总，我们这边都收尾了，纸箱子我带下去丢。',
        '客户：好，辛苦你们两个，忙了一下午。',
        '装维：感谢您支持我们工作。机房那边以后要是掉线，还是打10000报。',
        '客户：好，我让前台记一下。',
        '装维：那不耽误您开会了，再见陈总。',
      ]),
    ).toEqual(['farewell']);
  });

  it('who says at the door who he is arrives, whatever he asks to be let in with', () => {
    expect(
      scriptsOf([
        '装维：老哥您好，中国电信芝罘分局的迟万福，工号零零一六，给您装电视来了，进得去吧？',
        '客户：进进进。',
        '装维：谢啦。电视搁哪屋看？',
        '客户：客厅。',
        '装维：这个电视装好了，您拿遥控器换换台。',
        '客户：清楚。',
        '装维：您在这个服务监督表上签个名。往后没图像了您拨一零零零零。再见。',
      ]),
    ).toEqual(['arrival', 'delivery', 'farewell']);
  });

  it('no farewell where the recording breaks off at the handover; one that was gone without a word is asked for', () => {
    expect(scriptsOf([...AT_THE_DOOR, ...DONE.slice(0, 4)])).toEqual(['arrival', 'delivery']);
    expect(scriptsOf([...AT_THE_DOOR, ...DONE.slice(0, 4), '客户：弄完就赶快走。'])).toEqual([
      'arrival',
      'delivery',
      'farewell',
    ]);
  });

  it('says why: elements and signs with their turns', () => {
    const { reasons } = chosen([...AT_THE_DOOR, ...DONE]);
    expect(reasons[0]).toMatchObject({ script: 'arrival' });
    expect(reasons[0]!.elements).toContainEqual({ id: 'arrival.ask-entry', turn: 0 });
    expect(reasons[0]!.signs).toContainEqual({ id: 'asks-in', turn: 1 });
    expect(reasons[1]!.signs).toContainEqual({ id: 'asks-evaluation', turn: 6 });
  });
});

describe('what is judged by no script', () => {
  it('is no call in which the installer says of somebody that it was not him', () => {
    const said = [
      '装维：您好，请问是冉先生吗？我是电信的小谭，五号我们来不了，改天行吗？',
      '客户：你们自己的事，我要跟你们主任讲',
      '装维：您讲也没用，那天去开会的又不是他，他在屋里吹空调',
      '客户：那你说哪天来',
      '装维：七号下午三点来给您装电视可以吗',
      '客户：可以',
      '装维：那就七号下午三点，再见',
    ];
    expect(chosen(said).scene.kind).toBe('call');
  });

  it.each([
    ['wrong-number', ['装维：喂您好，请问是张先生吗？', '客户：你打错了，我姓刘。', '装维：哦不好意思，打扰了。']],
    [
      'wrong-number',
      [
        '客户：喂',
        '装维：您好，是李大爷家吗，我是电信装宽带的',
        '客户：这里没有这个人，我不认识',
        '装维：好的打扰您了再见',
      ],
    ],
    [
      'colleague',
      ['装维：喂班长，三栋那个单端口满了，你帮我查下端口', '同事：没有了，要扩容', '装维：客户催得急', '同事：先挂单'],
    ],
    [
      'colleague',
      ['A：喂调度吗，这个单帮我改派一下，客户说他不在家', 'B：单号报给我', 'A：尾号3321', 'B：已经改派了，你回单'],
    ],
    [
      'incoming-call',
      [
        '客户：喂，师傅，我家网又上不去了',
        '装维：光猫上面是什么灯？',
        '客户：红的在闪',
        '装维：你把电源拔了再插上',
        '客户：能上了，谢谢',
      ],
    ],
    [
      'incoming-call',
      ['客户：你好，我问一下，办一千兆多少钱一个月？', '装维：这个您打10000号问一下', '客户：好的谢谢'],
    ],
    ['fragment', ['装维：嗯', '客户：好的']],
    ['fragment', ['客户：喂？', '装维：喂，喂？']],
  ] as const)('%s', (kind, lines) => {
    const { scripts, scene } = chosen(lines);
    expect(scene.kind).toBe(kind);
    expect(scripts).toEqual([]);
    expect(scene.parts).toEqual([]);
  });

  it('but a help call in which a visit is agreed is judged', () => {
    expect(
      scriptsOf([
        '客户：师傅，我家网断了',
        '装维：您住哪里？',
        '客户：芙蓉路',
        '装维：下午三点我过来，您在家吧',
        '客户：在',
      ]),
    ).toEqual(['greeting', 'booking']);
  });
});

describe('scripts that are named', () => {
  it('are taken as they are, and nothing is chosen', () => {
    const named = assess(rulebook, call(['装维：嗯', '客户：好'], { scripts: ['farewell'] }));
    expect(named.scripts).toEqual(['farewell']);
    expect(named.scene).toBeUndefined();
    expect(named.scriptReasons).toBeUndefined();
  });
});

describe('whatever the transcript', () => {
  it('parts lie within it, in order, and reasons point at its turns', () => {
    fc.assert(
      fc.property(calls, (transcript) => {
        const { scene, scriptReasons, scripts } = assess(rulebook, { ...transcript, scripts: null });
        const last = transcript.turns.length - 1;
        let from = 0;
        for (const part of scene!.parts) {
          expect(part.firstTurn).toBeGreaterThanOrEqual(from);
          expect(part.lastTurn).toBeGreaterThanOrEqual(part.firstTurn);
          expect(part.lastTurn).toBeLessThanOrEqual(last);
          expect(scripts).toContain(part.script);
          from = part.firstTurn;
        }
        const places = [...scene!.signs, ...scriptReasons!.flatMap((r) => [...r.signs, ...r.elements])];
        for (const { turn } of places) expect(transcript.turns[turn]).toBeDefined();
      }),
      { numRuns: 60 },
    );
  });
});
